// SPDX-License-Identifier: Apache-2.0
// The tables are our own, from general knowledge of names and titles in South Asian registers, and
// of the forms that police records use (S/O, W/O, @, urf). On compounds with Abdul and -ul, titles
// and nisba: A. Schimmel, "Islamic Names", Edinburgh University Press 1989.
#include "algorithms/suspects/name_words.hpp"

#include "algorithms/suspects/name_sounds.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <vector>

namespace sandhan::algorithms::names {
namespace {

using graph::Sex;
struct WordRow {
    WordUse use;
    Sex sex; ///< what the word tells of its bearer
    Script script;
    std::string_view written_as; ///< the one spelling for all
    std::string_view spellings;  ///< by blanks
};

constexpr std::array rows{
    WordRow{WordUse::prophet, Sex::male, Script::any, "mohammad",
            "md mohd mohammad mohammed mohamad mohamed muhammad muhammed muhamad muhamed mohammod "
            "muhammod mohamod mhd mahmd"},
    WordRow{WordUse::prophet, Sex::male, Script::native, "mohammad", "mo mu mad"},
    WordRow{WordUse::leading_title, Sex::male, Script::any, "abdul",
            "abdul abdur abdus abdool abdoul abdal abd"},
    WordRow{WordUse::leading_title, Sex::unknown, Script::any, "sheikh",
            "sk sheikh shaikh sheik shaik shekh sekh seikh saikh shikh"},
    WordRow{WordUse::leading_title, Sex::unknown, Script::native, "sheikh", "sak"},
    WordRow{WordUse::leading_title, Sex::unknown, Script::any, "syed",
            "syed sayed sayyed sayyid sayid saiyad saiyed sayyad saiyid syd"},

    WordRow{WordUse::honorific, Sex::male, Script::any, "",
            "mr shri shree shriman janab sahib master hazi haji"},
    WordRow{WordUse::honorific, Sex::female, Script::any, "",
            "mrs ms miss smt shrimati srimati shreemati sushri mst mosst most mosammat musammat "
            "mosammot mussammat musmat"},
    WordRow{WordUse::honorific, Sex::female, Script::native, "", "mosa mochha msmat musammat"},
    WordRow{WordUse::honorific, Sex::unknown, Script::any, "",
            "dr late lt prof adv advocate er capt rev sri sree"},
    WordRow{WordUse::honorific, Sex::unknown, Script::native, "",
            "mrit mrita swargiya swargiy sw marhum mrhum"},

    WordRow{WordUse::title, Sex::female, Script::any, "devi", "devi debi"},
    WordRow{WordUse::leading_title, Sex::female, Script::any, "bibi", "bibi biwi bivi beebi"},
    WordRow{WordUse::title, Sex::female, Script::any, "khatun",
            "khatun khatoon khaton khatoun khatn khatu"},
    WordRow{WordUse::leading_title, Sex::female, Script::any, "begum",
            "begum begam begom bigm bgm"},
    WordRow{WordUse::title, Sex::female, Script::any, "bewa", "bewa beva"},
    WordRow{WordUse::title, Sex::female, Script::any, "bano", "bano banu"},
    WordRow{WordUse::leading_title, Sex::female, Script::any, "kumari", "kumari kumaree km"},
    WordRow{WordUse::title, Sex::female, Script::any, "kaur", "kaur kour"},
    WordRow{WordUse::title, Sex::female, Script::any, "rani", "rani ranee"},
    WordRow{WordUse::title, Sex::female, Script::any, "bala", "bala"},
    WordRow{WordUse::title, Sex::male, Script::any, "kumar", "kumar kr kumer"},
    WordRow{WordUse::title, Sex::male, Script::any, "lal", "lal laal"},
    WordRow{WordUse::title, Sex::male, Script::any, "nath", "nath"},
    WordRow{WordUse::title, Sex::male, Script::any, "prasad", "prasad prosad pd prashad parsad"},
    WordRow{WordUse::title, Sex::unknown, Script::any, "mia", "mia miah miya mian miyan miyah"},
    WordRow{WordUse::title, Sex::unknown, Script::any, "jr", "jr junior"},
    WordRow{WordUse::title, Sex::unknown, Script::any, "sr", "sr senior"},
    WordRow{WordUse::title, Sex::unknown, Script::any, "", "ii iii iv"},
    WordRow{WordUse::title, Sex::unknown, Script::any, "chandra", "chandra chander chandr"},
    WordRow{WordUse::title, Sex::unknown, Script::any, "singh", "singh sing sinh"},
    WordRow{WordUse::title, Sex::unknown, Script::any, "das", "das"},

    WordRow{WordUse::particle, Sex::unknown, Script::any, "",
            "de da do dos di del della du la el al ap van von der den"},
    WordRow{WordUse::compound, Sex::unknown, Script::any, "", "ul ud ur us un"},

    WordRow{WordUse::alias_follows, Sex::unknown, Script::any, "", "alias urf aka nickname"},
    WordRow{WordUse::alias_follows, Sex::unknown, Script::native, "",
            "orafe orfe urph rf arf urfe"},
    WordRow{WordUse::child_follows, Sex::male, Script::any, "", "bin ibn walad"},
    WordRow{WordUse::child_follows, Sex::female, Script::any, "", "bint binti binte"},
    WordRow{WordUse::child_follows, Sex::male, Script::native, "",
            "putra putr suputra suputr atmaj psr vld bn"},
    WordRow{WordUse::child_follows, Sex::female, Script::native, "", "putri suputri bnt dkhtr"},
    WordRow{WordUse::child_follows, Sex::unknown, Script::native, "", "pita pitar ping pi"},
    WordRow{WordUse::spouse_follows, Sex::female, Script::native, "",
            "patni pati swami svami swamir jauje zujh zuja"},
    WordRow{WordUse::mother_follows, Sex::unknown, Script::native, "", "mata matar"},
    WordRow{WordUse::age, Sex::unknown, Script::any, "", "age aged yrs years yr year"},
    WordRow{WordUse::age, Sex::unknown, Script::native, "",
            "bayas bachhar bochhar varsh ayu umr amr sal"},
    WordRow{WordUse::nobody, Sex::unknown, Script::any, "",
            "unknown unidentified unnamed untraced anonymous na nil none null not known name no "
            "given available person man woman male female boy girl accused suspect absconder "
            "absconding fnu lnu"},
    WordRow{WordUse::nobody, Sex::unknown, Script::native, "",
            "agyat agyata ajnat ajnata namaluum namalum namluum"},
};

/// Given names in wide use, each in a spelling; what sounds alike need stand but once.
constexpr std::string_view well_known_names =
    // North and east India, men
    "raju rakesh ramesh rajesh suresh naresh mahesh mukesh dinesh ganesh umesh yogesh hitesh "
    "nilesh ritesh lokesh kamlesh brijesh rupesh vijay ajay sanjay manoj dilip ashok anil sunil "
    "sushil santosh vishnu shankar gopal hari krishna lakshman mohan sohan rohan nitai pradip "
    "prakash rabi ravi shyam ram subhash tapan swapan uttam vikram bikash deepak jagdish kailash "
    "arjun bhola chandan kundan nandan dhiraj niraj govind jitendra rajendra surendra mahendra "
    "narendra virendra dharmendra upendra kishor lalit manik nirmal bimal kamal amal pawan sachin "
    "tarun arun barun varun karan kiran charan vinod pramod amit sumit ajit ranjit sujit abhijit "
    "biswajit indrajit rohit mohit sourav gaurav saurabh rahul nikhil akhil sunny raja rajan "
    "ranjan madan raman sudhir sudip sandip kuldip gurdip hardip jagdip baldev sukhdev mahadev "
    "basudev "
    "gautam subrata debabrata anup arup swarup bapi babu "
    // women
    "sunita anita vinita kavita sabita babita sarita lalita namita amita nita rita gita mita sita "
    "geeta meena reena seema veena beena tina nina mina rina lina hina heena pooja lakshmi durga "
    "parvati rekha rakhi asha usha nisha disha maya chhaya jaya pushpa shanti malati mamata kajal "
    "priya rupa dipa shampa champa tara soma uma roma rama mona sona jyoti lata "
    "mala kamala bimala nirmala sharmila urmila sushila basanti shefali kakali anjali mitali "
    "sonali rupali archana vandana sadhana kalpana bandana ranjana sangita ranjita sujata "
    "purnima pratima karuna aruna anju manju sanju ranju renu meenu sonu monu chandni nandini "
    "radha gauri sumitra chitra mukta lalmuni sukhmani phulmani budhni mangri "
    // Muslim names
    "rahim karim salim halim alim hakim nadim wasim kalim jalil khalil jamal kamal bilal iqbal "
    "nazrul saiful rezaul rafiqul shafiqul zahirul aminul monirul rafiq shafiq tariq sadiq ishaq "
    "sajid majid wajid rashid shahid zahid hamid jamil shakil akil aziz habib hasan hussain "
    "ahsan ihsan imran irfan usman salman rahman rizwan rehan javed naved nasir yasir bashir "
    "zakir shakir anwar akbar asghar haidar faruk yusuf yunus ilyas idris harun "
    "fatima ayesha rashida hamida salma naima fahima halima karima rahima salima nasima "
    "nazma asma najma rehana rubina sabina hasina amina sakina yasmin nasrin parvin tahmina "
    "shirin zarina jahanara khadija farida shahida zahida "
    // elsewhere
    "anna hanna hannah anne ann maria mario marie marina martin martina mark marc marcus marco "
    "carl carla carlo carlos karl karla paul paula pablo paolo peter pedro petra john jon joan "
    "jean jane janet james jamie jason jan jack jacob julia julie julian juan jose josef joseph "
    "josefa daniel daniela danielle david davide dennis denise diana diane dora dana "
    "francisco francisca francesca francesco frank franz fred eric erica erik erika eva eve emma "
    "emily emil emilia ella elena helen helena helene henry henri heinrich hans heinz george "
    "georg georgia gerard gerhard gabriel gabriela gabrielle lena lara laura lauren lorenzo linda "
    "lisa lucas lucia lucy luis luisa luiz louis louise michael michel michelle miguel monica "
    "monika nadia natalia natalie nicole nicola nicolas oliver olivia oscar patricia patrick "
    "philip rafael raul robert roberto roberta ronald roland rosa rose sandra sara simon simone "
    "sonia sofia stefan stefanie stephen steven susan susanna teresa theresa thomas tim tom tony "
    "antonio antonia anton victor victoria viktor vera werner walter wilhelm william wolfgang "
    "ivan igor oleg olga irina alexander alexandra alexei alice alicia amanda amy andrea andreas "
    "andre andrew angela barbara benjamin bernard bernd brian bruno charles charlotte christian "
    "christina christine christopher claudia claude clara donald donna edward edgar edwin gary "
    "gordon harry harold jeffrey jennifer jessica karen kevin larry matthew melissa nancy ruth "
    "ryan scott sharon shirley terry wei ming hong feng jing ying ping ling yan jun hui lei min";

struct SortedWords {
    std::vector<NameWord> words;
    std::vector<std::string> known_sounds;
};

template <class Visit>
void each_word(std::string_view blanks, const Visit& visit) {
    for (std::size_t begin = 0; begin < blanks.size();) {
        const std::size_t end = std::min(blanks.find(' ', begin), blanks.size());
        if (end > begin) {
            visit(blanks.substr(begin, end - begin));
        }
        begin = end + 1;
    }
}

/// Sorted at the first name that is read, and never changed.
const SortedWords& sorted_words() {
    static const SortedWords sorted = [] {
        SortedWords made;
        for (const WordRow& row : rows) {
            each_word(row.spellings, [&](std::string_view text) {
                made.words.push_back({text, row.use, row.sex, row.script, row.written_as});
            });
        }
        std::stable_sort(made.words.begin(), made.words.end(),
                         [](const NameWord& a, const NameWord& b) { return a.text < b.text; });
        each_word(well_known_names,
                  [&](std::string_view text) { made.known_sounds.emplace_back(sound_of(text)); });
        std::sort(made.known_sounds.begin(), made.known_sounds.end());
        return made;
    }();
    return sorted;
}

constexpr NameWord plain_word{};

} // namespace

const NameWord& name_word(std::string_view text, bool native) {
    const auto& words = sorted_words().words;
    auto at = std::lower_bound(
        words.begin(), words.end(), text,
        [](const NameWord& word, std::string_view sought) { return word.text < sought; });
    for (; at != words.end() && at->text == text; ++at) {
        if (native || at->script == Script::any) {
            return *at;
        }
    }
    return plain_word;
}

bool is_well_known(std::string_view sound) {
    const auto& sounds = sorted_words().known_sounds;
    return std::binary_search(sounds.begin(), sounds.end(), sound, std::less<>());
}

} // namespace sandhan::algorithms::names
