// SPDX-License-Identifier: Apache-2.0
#include "algorithms/generator/kinds.hpp"

#include <array>

namespace sandhan::algorithms::generator {
namespace {

using graph::Control;
using graph::Exploitation;
using graph::Recruitment;
using graph::TransportMode;

constexpr std::array brothel_by{Recruitment::marriage_proposition, Recruitment::job_offer,
                                Recruitment::internet, Recruitment::familial,
                                Recruitment::abduction};
constexpr std::array domestic_by{Recruitment::job_offer, Recruitment::familial,
                                 Recruitment::education, Recruitment::posing_as_benefactor,
                                 Recruitment::accommodation_offer};
constexpr std::array work_by{Recruitment::job_offer, Recruitment::familial, Recruitment::education,
                             Recruitment::other};
constexpr std::array marriage_by{Recruitment::marriage_proposition, Recruitment::familial,
                                 Recruitment::posing_as_benefactor};
constexpr std::array abroad_by{Recruitment::job_offer, Recruitment::internet,
                               Recruitment::smuggling};

constexpr std::array brothel_hold{
    Control::false_promises,         Control::debt_bondage,       Control::threats,
    Control::sexual_abuse,           Control::restricts_movement, Control::takes_earnings,
    Control::psychoactive_substances};
constexpr std::array domestic_hold{Control::takes_earnings, Control::restricts_movement,
                                   Control::excessive_working_hours, Control::withholds_necessities,
                                   Control::physical_abuse};
constexpr std::array work_hold{Control::excessive_working_hours, Control::debt_bondage,
                               Control::restricts_movement, Control::threats,
                               Control::withholds_necessities};
constexpr std::array marriage_hold{Control::false_promises, Control::restricts_movement,
                                   Control::psychological_abuse, Control::physical_abuse};
constexpr std::array abroad_hold{Control::withholds_documents, Control::threats,
                                 Control::debt_bondage, Control::physical_abuse,
                                 Control::takes_earnings};

using Words = std::string_view;
constexpr std::array<Words, 2> brothel_law{"IPC 370", "ITPA 5"};
constexpr std::array<Words, 2> brothel_child_law{"IPC 366A", "POCSO 6"};
constexpr std::array<Words, 2> domestic_law{"IPC 370", "IPC 374"};
constexpr std::array<Words, 1> child_labour_law{"JJ Act 79"};
constexpr std::array<Words, 2> bonded_law{"IPC 370", "Bonded Labour Act 16"};
constexpr std::array<Words, 2> marriage_law{"IPC 366", "IPC 370"};
constexpr std::array<Words, 1> marriage_child_law{"PCMA 9"};
constexpr std::array<Words, 3> abroad_law{"IPC 370", "IPC 420", "Emigration Act 24"};
constexpr std::array<Words, 1> begging_child_law{"JJ Act 76"};

constexpr std::array<KindProfile, kind_count> profiles{{
    {"Lured and sold", Exploitation::sexual, brothel_by, brothel_hold, brothel_law,
     brothel_child_law, 97, 12, 26, false},
    {"Placed as a domestic worker", Exploitation::labour_domestic_work, domestic_by, domestic_hold,
     domestic_law, child_labour_law, 88, 10, 24, false},
    {"Held in a workshop", Exploitation::labour_manufacturing, work_by, work_hold, bonded_law,
     child_labour_law, 15, 9, 24, true},
    {"Bonded at a brick kiln", Exploitation::labour_construction, work_by, work_hold, bonded_law,
     child_labour_law, 40, 10, 48, true},
    {"Sold into marriage", Exploitation::forced_marriage, marriage_by, marriage_hold, marriage_law,
     marriage_child_law, 100, 14, 25, false},
    {"Bonded on a farm", Exploitation::labour_agriculture, work_by, work_hold, bonded_law,
     child_labour_law, 20, 11, 40, true},
    {"Made to beg", Exploitation::labour_begging, work_by, domestic_hold, domestic_law,
     begging_child_law, 45, 5, 15, false},
    {"Held at a bar or hotel", Exploitation::labour_hospitality, domestic_by, domestic_hold,
     domestic_law, child_labour_law, 60, 13, 27, false},
    {"Forced to work in a scam compound",
     Exploitation::forced_criminality,
     abroad_by,
     abroad_hold,
     abroad_law,
     {},
     15,
     19,
     34,
     false},
    {"Sent abroad into domestic work",
     Exploitation::labour_domestic_work,
     abroad_by,
     abroad_hold,
     abroad_law,
     {},
     85,
     20,
     40,
     false},
}};

constexpr SourceArea sources[]{
    {"IN-WB/south-24-parganas", 10},
    {"IN-WB/north-24-parganas", 8},
    {"IN-WB/murshidabad", 7},
    {"IN-WB/malda", 4},
    {"IN-WB/nadia", 4},
    {"IN-WB/jalpaiguri", 4},
    {"IN-WB/darjeeling", 3},
    {"IN-WB/cooch-behar", 3},
    {"IN-WB/uttar-dinajpur", 3},
    {"IN-WB/dakshin-dinajpur", 2},
    {"IN-WB/purulia", 2},
    {"IN-WB/bankura", 1},
    {"IN-WB/alipurduar", 2},
    {"IN-WB/purba-medinipur", 1},
    {"IN-JH/gumla", 7},
    {"IN-JH/simdega", 6},
    {"IN-JH/khunti", 5},
    {"IN-JH/ranchi", 3},
    {"IN-JH/lohardaga", 3},
    {"IN-JH/latehar", 3},
    {"IN-JH/west-singhbhum", 3},
    {"IN-JH/dumka", 2},
    {"IN-JH/pakur", 3},
    {"IN-JH/sahebganj", 3},
    {"IN-JH/godda", 2},
    {"IN-JH/chatra", 1},
    {"IN-JH/palamu", 2},
    {"IN-JH/giridih", 2},
    {"IN-BR/gaya", 6},
    {"IN-BR/sitamarhi", 5},
    {"IN-BR/katihar", 4},
    {"IN-BR/araria", 4},
    {"IN-BR/kishanganj", 4},
    {"IN-BR/purnia", 4},
    {"IN-BR/muzaffarpur", 4},
    {"IN-BR/madhubani", 3},
    {"IN-BR/darbhanga", 3},
    {"IN-BR/samastipur", 3},
    {"IN-BR/nawada", 3},
    {"IN-BR/jamui", 2},
    {"IN-BR/pashchim-champaran", 3},
    {"IN-BR/purbi-champaran", 3},
    {"IN-BR/supaul", 2},
    {"IN-BR/saharsa", 2},
    {"IN-BR/vaishali", 2},
    {"IN-BR/banka", 1},
    {"IN-OD/balangir", 5},
    {"IN-OD/nuapada", 3},
    {"IN-OD/kalahandi", 3},
    {"IN-OD/bargarh", 2},
    {"IN-OD/koraput", 2},
    {"IN-OD/sundargarh", 3},
    {"IN-OD/mayurbhanj", 2},
    {"IN-OD/ganjam", 2},
    {"IN-CG/jashpur", 4},
    {"IN-CG/surguja", 2},
    {"IN-CG/raigarh", 2},
    {"IN-CG/surajpur", 1},
    {"IN-AS/kokrajhar", 4},
    {"IN-AS/dhubri", 3},
    {"IN-AS/sonitpur", 3},
    {"IN-AS/udalguri", 3},
    {"IN-AS/lakhimpur", 2},
    {"IN-AS/barpeta", 2},
    {"IN-AS/baksa", 2},
    {"IN-AS/nagaon", 2},
    {"IN-AP/ananthapuramu", 3},
    {"IN-AP/east-godavari", 2},
    {"IN-AP/guntur", 2},
    {"IN-TS/mahabubnagar", 2},
    {"IN-TS/nalgonda", 2},
    {"IN-KA/belagavi", 2},
    {"IN-KA/bagalkote", 1},
    {"IN-KA/raichur", 1},
    {"IN-UP/bahraich", 3},
    {"IN-UP/shrawasti", 2},
    {"IN-UP/mahrajganj", 3},
    {"IN-UP/sonbhadra", 2},
    {"IN-UP/bareilly", 1},
    {"IN-UP/lucknow", 1},
    {"IN-MP/mandla", 2},
    {"IN-MP/dindori", 2},
    {"IN-MP/jhabua", 2},
    {"IN-MP/balaghat", 1},
    {"IN-RJ/udaipur", 2},
    {"IN-RJ/dungarpur", 2},
    {"IN-RJ/banswara", 2},
    {"IN-TN/salem", 1},
    {"IN-MH/nanded", 1},
    {"IN-MN/imphal-west", 1},
    {"NP-P3/sindhupalchowk", 4},
    {"NP-P3/kathmandu", 2},
    {"BD-22", 4},
    {"BD-58", 3},
    {"BD-05", 2},
    {"BD-23", 2},
};

constexpr std::array red{Kind::brothel, Kind::hospitality, Kind::domestic};
constexpr std::array homes{Kind::domestic, Kind::brothel, Kind::begging};
constexpr std::array works{Kind::workshop, Kind::domestic, Kind::begging};
constexpr std::array kilns{Kind::kiln, Kind::farm, Kind::workshop};
constexpr std::array brides{Kind::marriage, Kind::brothel, Kind::farm};
constexpr std::array farms{Kind::farm, Kind::marriage, Kind::kiln};
constexpr std::array leisure{Kind::hospitality, Kind::brothel, Kind::domestic};
constexpr std::array scams{Kind::scam, Kind::scam, Kind::scam};
constexpr std::array gulf{Kind::gulf, Kind::gulf, Kind::gulf};

constexpr DestinationArea destinations[]{
    {"IN-MH/mumbai", 10, red},
    {"IN-MH/pune", 8, red},
    {"IN-MH/thane", 5, works},
    {"IN-MH/nagpur", 4, red},
    {"IN-MH/mumbai-suburban", 5, leisure},
    {"IN-DL/central-delhi", 8, red},
    {"IN-DL/north-west-delhi", 9, homes},
    {"IN-DL/south-delhi", 7, homes},
    {"IN-DL/west-delhi", 4, homes},
    {"IN-DL/new-delhi", 4, homes},
    {"IN-DL/east-delhi", 3, works},
    {"IN-HR/gurugram", 5, homes},
    {"IN-HR/faridabad", 3, works},
    {"IN-UP/gautam-buddha-nagar", 4, homes},
    {"IN-UP/ghaziabad", 3, works},
    {"IN-WB/kolkata", 4, red},
    {"IN-WB/howrah", 2, works},
    {"IN-RJ/jaipur", 7, works},
    {"IN-GJ/surat", 6, works},
    {"IN-GJ/ahmedabad", 5, works},
    {"IN-GJ/rajkot", 4, brides},
    {"IN-TS/hyderabad", 6, works},
    {"IN-TS/ranga-reddy", 4, kilns},
    {"IN-KA/bengaluru-urban", 7, homes},
    {"IN-TN/chennai", 6, works},
    {"IN-TN/thiruvallur", 4, kilns},
    {"IN-TN/tiruppur", 4, works},
    {"IN-TN/coimbatore", 3, works},
    {"IN-PB/ludhiana", 5, works},
    {"IN-PB/amritsar", 2, farms},
    {"IN-PB/sangrur", 2, farms},
    {"IN-HR/nuh", 4, brides},
    {"IN-HR/rohtak", 3, brides},
    {"IN-HR/hisar", 3, brides},
    {"IN-HR/karnal", 2, farms},
    {"IN-HR/jind", 2, brides},
    {"IN-UP/agra", 4, red},
    {"IN-UP/kanpur-nagar", 3, works},
    {"IN-UP/meerut", 3, brides},
    {"IN-UP/varanasi", 3, red},
    {"IN-UP/lucknow", 3, homes},
    {"IN-UP/mathura", 2, brides},
    {"IN-UP/shahjahanpur", 1, brides},
    {"IN-GA/north-goa", 4, leisure},
    {"IN-KL/ernakulam", 3, homes},
    {"IN-RJ/alwar", 2, kilns},
    {"IN-RJ/jodhpur", 2, kilns},
    {"IN-MP/indore", 3, leisure},
    {"IN-MP/bhopal", 2, homes},
    {"IN-JK/anantnag", 1, brides},
    {"IN-JK/srinagar", 1, brides},
    {"IN-BR/patna", 2, leisure},
    {"IN-AP/visakhapatnam", 2, leisure},
    {"IN-AS/kamrup-metro", 2, homes},
    {"IN-KA/mysuru", 1, leisure},
    {"AE", 2, gulf},
    {"KW", 1, gulf},
    {"OM", 1, gulf},
    {"MM-13", 2, scams},
    {"KH", 1, scams},
    {"TH", 1, leisure},
    {"NP-P3/kathmandu", 1, leisure},
};

constexpr Gateway ways_abroad[]{
    {"NP-P3/sindhupalchowk", "IN-BR/purbi-champaran", TransportMode::road, 480},
    {"NP-P3/sindhupalchowk", "IN-UP/mahrajganj", TransportMode::road, 660},
    {"NP-P3/kathmandu", "IN-BR/purbi-champaran", TransportMode::road, 360},
    {"NP-P3/kathmandu", "IN-UP/mahrajganj", TransportMode::road, 540},
    {"BD-22", "IN-WB/north-24-parganas", TransportMode::road, 90},
    {"BD-58", "IN-WB/north-24-parganas", TransportMode::road, 120},
    {"BD-05", "IN-WB/north-24-parganas", TransportMode::road, 240},
    {"BD-23", "IN-WB/north-24-parganas", TransportMode::road, 150},
    {"AE", "IN-MH/mumbai-suburban", TransportMode::air, 190},
    {"AE", "IN-DL/south-west-delhi", TransportMode::air, 220},
    {"KW", "IN-TS/ranga-reddy", TransportMode::air, 280},
    {"KW", "IN-KL/ernakulam", TransportMode::air, 290},
    {"OM", "IN-MH/mumbai-suburban", TransportMode::air, 170},
    {"OM", "IN-KL/ernakulam", TransportMode::air, 210},
    {"MM-13", "IN-MN/imphal-west", TransportMode::road, 1600},
    {"KH", "IN-TN/chengalpattu", TransportMode::air, 420},
    {"KH", "IN-DL/south-west-delhi", TransportMode::air, 480},
    {"TH", "IN-WB/north-24-parganas", TransportMode::air, 160},
    {"TH", "IN-DL/south-west-delhi", TransportMode::air, 250},
};

} // namespace

const KindProfile& profile(Kind kind) { return profiles[static_cast<std::size_t>(kind)]; }
std::span<const SourceArea> source_areas() { return sources; }
std::span<const DestinationArea> destination_areas() { return destinations; }
std::span<const Gateway> gateways() { return ways_abroad; }

} // namespace sandhan::algorithms::generator
