# SPDX-License-Identifier: Apache-2.0
"""What make_samples.py builds from: kinds of case, corridors, the people who recur, and where.

To plant another pattern, change a table here and run make_samples.py.
"""

# ---------------------------------------------------------------- kinds of case

PROFILES = {
    "sexual": dict(
        exploitation=["sexual"], sex="female", ages=[13, 14, 15, 16, 17, 19, 20, 22, "15-17"],
        recruitment=["marriage_proposition", "job_offer", "marriage_proposition", "internet",
                     "job_offer", "familial", "abduction"],
        control=[["false_promises"], ["debt_bondage", "threats"],
                 ["sexual_abuse", "restricts_movement"], ["psychoactive_substances", "threats"],
                 ["takes_earnings", "physical_abuse"], ["psychological_abuse"]],
        sections=["IPC 370", "ITPA 5"], child_sections=["IPC 366A", "POCSO 6"],
        offender="suspect"),
    "domestic": dict(
        exploitation=["labour:domestic_work"], sex="female",
        ages=[12, 13, 14, 15, 16, 17, 18, 21, "13-16"],
        recruitment=["job_offer", "familial", "job_offer", "education", "posing_as_benefactor",
                     "accommodation_offer"],
        control=[["takes_earnings", "restricts_movement"],
                 ["excessive_working_hours", "withholds_necessities"],
                 ["withholds_documents", "false_promises"], ["physical_abuse", "threats"]],
        sections=["IPC 370", "IPC 374"], child_sections=["JJ Act 79"], offender="recruiter"),
    "workshop": dict(
        exploitation=["labour:manufacturing"], sex="male", ages=[9, 10, 11, 12, 13, 14, "10-13"],
        recruitment=["job_offer", "education", "familial", "other"],
        control=[["excessive_working_hours", "withholds_necessities"],
                 ["debt_bondage", "restricts_movement"], ["physical_abuse", "threats"]],
        sections=["IPC 370", "Bonded Labour Act 16"], child_sections=["JJ Act 79"],
        offender="recruiter"),
    "kiln": dict(
        exploitation=["labour:construction"], sex="male", ages=[24, 31, 38, 17, "18-45"],
        recruitment=["job_offer", "familial", "other"],
        control=[["debt_bondage", "restricts_movement"],
                 ["debt_bondage", "excessive_working_hours"], ["takes_earnings", "other"]],
        sections=["IPC 370", "IPC 374", "Bonded Labour Act 16"], offender="broker"),
    "marriage": dict(
        exploitation=["forced_marriage"], sex="female", ages=[15, 16, 17, 18, 23],
        recruitment=["marriage_proposition", "familial", "posing_as_benefactor"],
        control=[["false_promises", "restricts_movement"], ["psychological_abuse"],
                 ["physical_abuse", "sexual_abuse"]],
        sections=["IPC 366", "IPC 370"], child_sections=["PCMA 9"], offender="broker"),
    "scam": dict(
        exploitation=["forced_criminality"], sex="male", ages=[22, 25, 27, 29, "20-30"],
        recruitment=["internet", "job_offer"],
        control=[["withholds_documents", "threats"], ["debt_bondage", "physical_abuse"]],
        sections=["IPC 370", "IPC 420", "Emigration Act 24"], offender="recruiter"),
    "abroad": dict(
        exploitation=["labour:domestic_work"], sex="female", ages=[24, 28, 33, 36],
        recruitment=["job_offer", "smuggling"],
        control=[["withholds_documents", "excessive_working_hours"], ["takes_earnings"]],
        sections=["IPC 370", "Emigration Act 24"], offender="recruiter"),
}

UNITS = {"WB": "CID AHTU West Bengal", "JH": "AHTU Jharkhand", "BR": "AHTU Bihar",
         "AS": "AHTU Assam", "OD": "AHTU Odisha", "DL": "AHTU Delhi", "MH": "AHTU Maharashtra",
         "CG": "AHTU Chhattisgarh", "AP": "AHTU Andhra Pradesh", "TS": "AHTU Telangana",
         "RJ": "AHTU Rajasthan", "UP": "AHTU Uttar Pradesh", "KA": "AHTU Karnataka",
         "MP": "AHTU Madhya Pradesh", "TN": "AHTU Tamil Nadu", "KL": "AHTU Kerala",
         "MN": "AHTU Manipur", "NL": "AHTU Nagaland", "GJ": "AHTU Gujarat"}
NGOS = ["Pathik Setu Collective", "Dhruvtara Child Forum", "Ujaan Legal Aid Circle"]
SOURCES = ["Unit case file", "FIR", "NGO field report", "Rescue interview", "Newspaper report",
           "Helpline record"]
GRADES = ["A1", "B2", "A2", "B2", "B3", "C3", "C2", None, "B1", "D3", "C4", "A3", "D4", "E5", "F6",
          "F3", "A6"]
FOUND = {"rescued", "charged", "convicted", "closed"}
STATUSES = ["rescued", "under_investigation", "charged", "rescued", "reported", "convicted",
            "closed", "rescued", "charged", "unknown"]

# ---------------------------------------------------------------- corridors
# (key, state that registers the case, profile, years, station, origin, ways, destination). A place
# is (what a person calls its district, the spellings that records use); a way is the transit places
# in order, each as its spellings.

S24 = ("South 24 Parganas", [
    "Canning, South 24 Parganas, West Bengal", "Gosaba, South 24 Parganas, West Bengal",
    "South 24 Parganas, West Bengal", "24 Pgs (S), WB", "Basanti, South 24 Parganas, W.B.",
    "Jibontala PS, South 24 Parganas, West Bengal", "Kultali, 24 Parganas (South), West Bengal"])
N24 = ("North 24 Parganas", ["Bangaon, North 24 Parganas, West Bengal",
                             "Hasnabad, North 24 Parganas, West Bengal",
                             "24 Pgs (N), West Bengal", "বনগাঁ, North 24 Parganas"])
MSD = ("Murshidabad", ["Domkal, Murshidabad, West Bengal", "Murshidabd, West Bengal",
                       "Lalgola, Murshidabad, West Bengal", "Jalangi, Mursidabad, W.B."])
HOWRAH = ["Howrah, West Bengal", "Haora, West Bengal", "হাওড়া, West Bengal"]
PATNA = ["Patna, Bihar", "Patna, Bihar", "पटना, Bihar"]
RAXAUL = ["Raxaul, Purba Champaran, Bihar", "Raxaul, East Champaran, Bihar",
          "रक्सौल, Purbi Champaran, Bihar"]
GORAKHPUR = ["Gorakhpur, Uttar Pradesh", "गोरखपुर, Uttar Pradesh"]
RANCHI = ["Ranchi, Jharkhand", "रांची, Jharkhand"]
MUMBAI = ("Mumbai", ["Mumbai, Maharashtra", "Kamathipura, Mumbai, Maharashtra",
                     "Bombay, Maharashtra"])
PUNE = ("Pune", ["Pune", "Budhwar Peth, Pune, Maharashtra", "Poona, Maharashtra", "পুনে"])
NWD = ("North West Delhi", ["Anandvas Shakurpur, North West Delhi, Delhi",
                            "North West Delhi, Delhi", "Saraswati Vihar, North West Delhi"])
CENTRAL = ("Central Delhi", ["Pahar Ganj, Central Delhi, Delhi", "G.B. Road, Central Delhi",
                             "Karol Bagh, Central Delhi, Delhi"])
SOUTH = ("South Delhi", ["South Delhi, Delhi", "Hauz Khas, South Delhi, Delhi"])
JAIPUR = ("Jaipur", ["Jaipur, Rajasthan", "Sanganer, Jaipur, Rajasthan"])


def at(district, *spellings):
    return district, list(spellings)


UNDECIDED = "Aurangabad (undecided)"

CORRIDORS = [
    ("s24-mumbai", "WB", "sexual", [2018, 2019, 2019, 2020, 2020, 2021, 2021, 2021, 2022, 2022,
                                    2023],
     "Canning PS, South 24 Parganas, West Bengal", S24, [[HOWRAH], [HOWRAH], [], [HOWRAH]], MUMBAI),
    ("s24-pune", "WB", "sexual", [2020, 2021, 2022, 2022, 2022, 2023, 2023, 2023],
     "Jibontala PS, South 24 Parganas, West Bengal", S24, [[HOWRAH], [], [HOWRAH]], PUNE),
    ("murshidabad-delhi", "WB", "sexual", [2018, 2019, 2020, 2021, 2022, 2022, 2023],
     "Domkal PS, Murshidabad, West Bengal", MSD, [[HOWRAH], [HOWRAH, PATNA], [PATNA]], CENTRAL),
    ("gumla-delhi", "JH", "domestic", [2018, 2018, 2019, 2019, 2020, 2021],
     "Palkot PS, Gumla, Jharkhand", at("Gumla", "Palkot, Gumla, Jharkhand", "Gumla, Jharkhand",
                                       "Bishunpur, Gumla, Jharkhand"),
     [[RANCHI], [RANCHI], []], NWD),
    ("jashore-mumbai", "WB", "sexual", [2018, 2019, 2020, 2021, 2022, 2023],
     "Bongaon PS, North 24 Parganas, West Bengal",
     at("Jashore (Bangladesh)", "Jashore, Bangladesh", "Jessore, Bangladesh"),
     [[N24[1], HOWRAH], [N24[1]]], MUMBAI),
    ("sindhupalchowk-delhi", "BR", "sexual", [2018, 2019, 2019, 2021, 2022, 2023],
     "Raxaul PS, Purba Champaran, Bihar",
     at("Sindhupalchowk (Nepal)", "Sindhupalchowk, Nepal", "Sindhupalchok, Nepal"),
     [[RAXAUL], [RAXAUL, GORAKHPUR], [RAXAUL, PATNA]], CENTRAL),
    ("gaya-jaipur", "BR", "workshop", [2018, 2018, 2019, 2019, 2020, 2021],
     "Sherghati PS, Gaya, Bihar", at("Gaya", "Sherghati, Gaya, Bihar", "Gaya, Bihar",
                                     "Barachatti, Gaya, Bihar"),
     [[["Mughal Sarai, Chandauli, Uttar Pradesh"]], [["Allahabad, U.P."]], []], JAIPUR),
    ("simdega-delhi", "JH", "domestic", [2018, 2019, 2020, 2021, 2022],
     "Kolebira PS, Simdega, Jharkhand",
     at("Simdega", "Kolebira, Simdega, Jharkhand", "Simdega, Jharkhand"), [[RANCHI]], NWD),
    ("balangir-hyderabad", "OD", "kiln", [2018, 2019, 2020, 2022, 2023],
     "Kantabanji PS, Balangir, Odisha", at("Balangir", "Kantabanji, Balangir, Odisha",
                                           "Titlagarh, Bolangir, Orissa"),
     [[["Raipur, Chhattisgarh"]], []],
     at("Ranga Reddy", "Ibrahimpatnam, Ranga Reddy, Telangana", "Rangareddy, Telangana")),
    ("sitamarhi-jaipur", "BR", "workshop", [2019, 2020, 2022, 2023],
     "Bairgania PS, Sitamarhi, Bihar", at("Sitamarhi", "Bairgania, Sitamarhi, Bihar",
                                          "Sitamarhi, Bihar"), [[PATNA]], JAIPUR),
    ("muzaffarpur-ludhiana", "BR", "workshop", [2018, 2020, 2021, 2022],
     "Kanti PS, Muzaffarpur, Bihar", at("Muzaffarpur", "Muzaffarpur, Bihar",
                                        "Kanti, Muzaffarpur, Bihar"),
     [[PATNA], [GORAKHPUR]], at("Ludhiana", "Ludhiana, Punjab")),
    ("kokrajhar-nuh", "AS", "marriage", [2019, 2021, 2022, 2023], "Gossaigaon PS, Kokrajhar, Assam",
     at("Kokrajhar", "Gossaigaon, Kokrajhar, Assam", "Kokrajhar, Assam"),
     [[["Cooch Behar, West Bengal"], PATNA], [["শিলিগুড়ি, West Bengal"]]],
     at("Nuh", "Punahana, Nuh, Haryana", "Mewat, Haryana")),
    ("n24-bengaluru", "WB", "domestic", [2020, 2021, 2022, 2023],
     "Hasnabad PS, North 24 Parganas, West Bengal", N24, [[HOWRAH]],
     at("Bengaluru Urban", "Bangalore", "Bengaluru, Karnataka")),
    ("khunti-delhi", "JH", "domestic", [2018, 2019, 2020, 2023], "Murhu PS, Khunti, Jharkhand",
     at("Khunti", "Murhu, Khunti, Jharkhand", "Torpa, Khunti, Jharkhand"), [[RANCHI]], SOUTH),
    # The long tail: corridors seen once to three times.
    ("anantapur-pune", "AP", "sexual", [2019, 2021, 2022], "Guntakal PS, Anantapur, Andhra Pradesh",
     at("Ananthapuramu", "Anantapur, Andhra Pradesh", "Guntakal, Ananthapuramu, A.P."), [[]],
     PUNE),
    ("jashpur-delhi", "CG", "domestic", [2018, 2020, 2022], "Kunkuri PS, Jashpur, Chhattisgarh",
     at("Jashpur", "Kunkuri, Jashpur, Chhattisgarh", "Bagicha, Jashpur, Chattisgarh"), [[RANCHI]],
     NWD),
    ("balangir-thiruvallur", "OD", "kiln", [2019, 2021], "Titlagarh PS, Balangir, Odisha",
     at("Balangir", "Titlagarh, Balangir, Odisha"), [[["Visakhapatnam, Andhra Pradesh"]]],
     at("Thiruvallur", "Ponneri, Thiruvallur, Tamil Nadu")),
    ("mandla-nagpur", "MP", "kiln", [2020, 2023], "Mandla PS, Mandla, Madhya Pradesh",
     at("Mandla", "Mandla, Madhya Pradesh"), [[]], at("Nagpur", "Nagpur, Maharashtra")),
    ("jalpaiguri-chennai", "WB", "domestic", [2021, 2022], "Nagrakata PS, Jalpaiguri, West Bengal",
     at("Jalpaiguri", "Nagrakata, Jalpaiguri, West Bengal"), [[HOWRAH]],
     at("Chennai", "Chennai, Tamil Nadu", "Madras, Tamilnadu")),
    ("satkhira-kolkata", "WB", "sexual", [2019, 2022], "Hasnabad PS, North 24 Parganas",
     at("Satkhira (Bangladesh)", "Satkhira, Bangladesh"), [[N24[1][1:2]]],
     at("Kolkata", "Sonagachi, Kolkata, West Bengal")),
    ("visakhapatnam-kayin", "AP", "scam", [2022, 2023], "Visakhapatnam, Andhra Pradesh",
     at("Visakhapatnam", "Visakhapatnam, Andhra Pradesh"), [[["Thailand"]]],
     at("Kayin (Myanmar)", "Kayin State, Myanmar")),
    ("hyderabad-uae", "TS", "abroad", [2018, 2019], "Hyderabad, Telangana",
     at("Hyderabad", "Hyderabad, Telangana"), [[]], at("United Arab Emirates", "UAE")),
    ("jamui-tiruppur", "BR", "workshop", [2021, 2023], "Jamui PS, Jamui, Bihar",
     at("Jamui", "Jamui, Bihar"), [[PATNA]], at("Tiruppur", "Tirupur, Tamil Nadu")),
    ("udalguri-rohtak", "AS", "marriage", [2020, 2022], "Udalguri PS, Udalguri, Assam",
     at("Udalguri", "Udalguri, Assam"), [[["Guwahati, Assam"]]], at("Rohtak", "Rohtak, Haryana")),
    ("kishanganj-delhi", "BR", "domestic", [2022], "Thakurganj PS, Kishanganj, Bihar",
     at("Kishanganj", "Thakurganj, Kishanganj, Bihar"), [[PATNA]], NWD),
    ("malda-kanpur", "WB", "marriage", [2019], "Maldah, West Bengal", at("Malda", "Maldah, WB"),
     [[PATNA]], at("Kanpur Nagar", "Kanpur Nagar, Uttar Pradesh")),
    ("nadia-anantnag", "WB", "marriage", [2021], "Nadia, West Bengal",
     at("Nadia", "Nadia, West Bengal"), [[HOWRAH]],
     at("Anantnag", "Anantnag, Jammu and Kashmir")),
    ("koraput-ernakulam", "OD", "domestic", [2020], "Koraput, Odisha",
     at("Koraput", "Koraput, Odisha"), [[["Vizag, Andhra Pradesh"]]],
     at("Ernakulam", "Kochi, Kerala")),
    ("imphal-yangon", "MN", "scam", [2023], "Imphal West, Manipur",
     at("Imphal West", "Imphal, Manipur"), [[]], at("Myanmar", "Burma")),
    ("ernakulam-kuwait", "KL", "abroad", [2018], "Ernakulam, Kerala",
     at("Ernakulam", "Ernakulam, Kerala"), [[]], at("Kuwait", "Kuwait")),
    ("kathmandu-uae", "DL", "abroad", [2019], "Mahipalpur, New Delhi, Delhi",
     at("Kathmandu (Nepal)", "Kathmandu, Nepal"), [[["Mahipalpur, New Delhi, Delhi"]]],
     at("United Arab Emirates", "United Arab Emirates")),
    ("dimapur-delhi", "NL", "domestic", [2021], "Dimapur, Nagaland",
     at("Dimapur", "Dimapur, Nagaland"), [[["Guwahati, Assam"]]], SOUTH),
    ("lucknow-goa", "UP", "sexual", [2022], "Lucknow, Uttar Pradesh",
     at("Lucknow", "Lucknow, U.P."), [[MUMBAI[1]]], at("North Goa", "North Goa, Goa")),
    ("aurangabad-surat", "GJ", "workshop", [2020], "Surat, Gujarat",
     at(UNDECIDED, "Aurangabad"), [[]], at("Surat", "Surat, Gujarat")),
    ("dholpur-agra", "RJ", "sexual", [2018], "Dholpur, Rajasthan",
     at("Dholpur", "Dholpur, Rajasthan"), [[]], at("Agra", "Agra, Uttar Pradesh")),
    ("shrawasti-shimla", "UP", "kiln", [2023], "Shrawasti, Uttar Pradesh",
     at("Shrawasti", "Shrawasti, Uttar Pradesh"), [[["Lucknow, Uttar Pradesh"]]],
     at("Shimla", "Shimla, Himachal Pradesh")),
    ("alwar-alwar", "RJ", "kiln", [2020], "Alwar, Rajasthan",
     at("Alwar", "Rajgarh, Alwar, Rajasthan"), [[]], at("Alwar", "Alwar, Rajasthan")),
]

# Home villages are invented; the block and district beside them are real.
HAMLETS = ["Nimkhali Char", "Betpukuria", "Kalmijhora Para", "Doltala Basti", "Sirishbani Tola",
           "Mohulbona Tand", "Ghorakata Ghat", "Paniphal Danga"]

# ---------------------------------------------------------------- people who recur

CELL = {
    "AHTU-0101": dict(role="broker", name="Rameshu Kanwadia", aliases=["Thekedar"], sex="male",
                      age=44, status="charged"),
    "AHTU-0102": dict(role="recruiter", name="Sutumi Tirkhol", aliases=["Didi"], sex="female",
                      age=36, status="arrested"),
    "AHTU-0103": dict(role="recruiter", name="Bilbir Malondi", sex="male", age=29,
                      status="arrested"),
    "AHTU-0104": dict(role="transporter", name="Jatosh Punmagri", aliases=["Bapi"], sex="male",
                      age=33, status="at_large",
                      identifiers=[{"type": "phone", "value": "+919000000777"}]),
    "AHTU-0105": dict(role="harbourer", name="Bemesha Veljhora", aliases=["Mausi"], sex="female",
                      age=51, status="convicted"),
    "AHTU-0106": dict(role="exploiter", name="Kenvat Gorpurel", sex="male", age=47,
                      status="at_large"),
    "AHTU-0107": dict(role="facilitator", name="Dukhil Seleshta", sex="male", age=39,
                      status="acquitted"),
    # No agency number: known only by a telephone number that AHTU-0104 uses as well.
    "phone only": dict(role="transporter", name="Munna", sex="male", status="at_large",
                       identifiers=[{"type": "phone", "value": "090000-00777"}]),
}
NEPAL_GROUP = {
    "AHTU-0201": dict(role="recruiter", name="Nalinu Jumtari", sex="female", age=41,
                      nationality="NP", status="at_large"),
    "AHTU-0202": dict(role="transporter", name="Godrul Heskhol", sex="male", age="30-35",
                      nationality="NP", status="arrested"),
    "AHTU-0203": dict(role="harbourer", name="Morvika Nokondi", sex="female", age=48,
                      nationality="IN", status="charged"),
}
PEOPLE = CELL | NEPAL_GROUP
TARASOL = {"name": "Tarasol Placement Services", "aliases": ["Tarasol Bureau"],
           "type": "placement_agency", "role": "recruiting_front",
           "place": "Anandvas Shakurpur, North West Delhi, Delhi"}
HIMRASTA = {"name": "Himrasta Travels", "type": "transport", "role": "transporting",
            "place": "Raxaul, Purba Champaran, Bihar"}

# (corridor, which of its incidents): people, organisation, ties by the people's places in the list
# ("o" the organisation, "v" the first victim).
PLANTED = {
    ("gumla-delhi", 0): (["AHTU-0101", "AHTU-0102"], TARASOL,
                         [(0, "o", "controls"), (0, 1, "paid"), (1, "v", "recruited")]),
    ("gumla-delhi", 2): (["AHTU-0101", "AHTU-0104"], TARASOL,
                         [(1, "v", "transported"), (0, 1, "employs")]),
    ("gumla-delhi", 3): (["AHTU-0102", "AHTU-0107"], TARASOL, [(1, "o", "member_of")]),
    ("simdega-delhi", 1): (["AHTU-0101", "AHTU-0102", "AHTU-0105"], TARASOL,
                           [(1, "v", "recruited"), (2, "v", "controls")]),
    ("s24-mumbai", 4): (["AHTU-0103", "AHTU-0104"], None,
                        [(0, "v", "recruited"), (1, "v", "transported"), (0, 1, "contacted")]),
    ("s24-pune", 1): (["AHTU-0103", "AHTU-0104", "AHTU-0106"], None,
                      [(2, 0, "paid"), (0, 1, "associate")]),
    ("s24-pune", 4): (["AHTU-0106"], None, [(0, "v", "controls")]),
    ("murshidabad-delhi", 2): (["AHTU-0105", "AHTU-0107"], None, [(0, 1, "associate")]),
    ("kishanganj-delhi", 0): (["phone only"], None, [(0, "v", "transported")]),
    ("sindhupalchowk-delhi", 0): (["AHTU-0201", "AHTU-0202"], HIMRASTA, [(0, "v", "recruited")]),
    ("sindhupalchowk-delhi", 2): (["AHTU-0202", "AHTU-0203"], None, [(0, 1, "spouse")]),
    ("sindhupalchowk-delhi", 4): (["AHTU-0201"], HIMRASTA, []),
}
SHARED_VEHICLE = {("balangir-hyderabad", 0), ("balangir-hyderabad", 3)}
MINOR_SUSPECT = ("gaya-jaipur", 1)
UNKNOWN_VILLAGE_CASE = ("jashpur-delhi", 1)
UNKNOWN_VILLAGE_TEXT = "Belkuruwa Khurd, Jashpur, Chhattisgarh"
ONE_PERSON_TWO_SPELLINGS = {("khunti-delhi", 0): "Mirojan Dalmagri",
                            ("khunti-delhi", 2): "Mirojon Dalmagri"}
