// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/identity_model.hpp"

#include <algorithm>
#include <cmath>

namespace sandhan::algorithms {
namespace {

// What is expected before any data, as shares of the pairs where both records tell the field. They
// are our own judgement; with enough records the data overrule them (identity_training.hpp).
constexpr IdentityLevel missing{"missing", "not told by both", 0, 0, 0};

constexpr std::array<IdentityLevel, 13> name_levels{{
    missing,
    {"identical", "same name", 0.41, 0.0000050, 0.003},
    {"sounds_alike", "names sound alike", 0.22, 0.0000100, 0.003},
    {"misspelt", "names differ by a letter or two", 0.08, 0.0000250, 0.003},
    {"partly", "same name, a part left out", 0.06, 0.0000500, 0.005},
    {"one_part", "the only name that one of them tells (titles aside) is the same", 0.03, 0.0020000,
     0.01},
    {"initials", "initials fit", 0.03, 0.0005000, 0.01},
    {"alike", "names alike in most letters", 0.03, 0.0015000, 0.003},
    {"given_only", "same given name, other family name", 0.03, 0.0080000, 0.03},
    {"family_only", "same family name, other given name", 0.03, 0.0060000, 0.15},
    {"one_alike", "a part alike in most letters, the rest differs", 0.02, 0.0100000, 0.03},
    {"different", "names differ", 0.05, 0.8885000, 0.667},
    {"other_sex", "names of a man and of a woman", 0.01, 0.0834100, 0.086},
}};
constexpr std::array<IdentityLevel, 4> alias_levels{{
    missing,
    {"shared", "same alias", 0.30, 0.005, 0.02},
    {"is_name", "alias of one is the name of the other", 0.30, 0.005, 0.02},
    {"different", "no alias shared", 0.40, 0.990, 0.96},
}};
constexpr std::array<IdentityLevel, 6> relative_levels{{
    missing,
    {"identical", "same father or spouse", 0.55, 0.0002, 0.1},
    {"sounds_alike", "father or spouse sounds alike", 0.25, 0.0005, 0.05},
    {"misspelt", "father or spouse differs by a letter or two", 0.10, 0.0010, 0.02},
    {"partly", "a part of the father's or spouse's name is the same", 0.05, 0.0200, 0.05},
    {"different", "other father or spouse", 0.05, 0.9783, 0.78},
}};
constexpr std::array<IdentityLevel, 3> sex_levels{{
    missing,
    {"same", "same sex", 0.99, 0.60, 0.6},
    {"different", "other sex", 0.01, 0.40, 0.4},
}};
constexpr std::array<IdentityLevel, 9> birth_levels{{
    missing,
    {"same_day", "same day of birth", 0.37, 0.00005, 0.001, 1},
    {"day_near", "day of birth differs by a figure, or day and month are swapped", 0.05, 0.0010,
     0.002, 1},
    {"day_alike", "day of birth differs by two figures, or in one of year, month and day", 0.03,
     0.0080, 0.010, 1},
    {"ages_fit", "ages fit", 0.30, 0.06, 0.07},
    {"within_3_years", "ages within 3 years", 0.14, 0.14, 0.18},
    {"within_10_years", "ages within 10 years", 0.06, 0.30, 0.32},
    {"other_day", "other day of birth", 0.03, 0.09095, 0.117, 1},
    {"apart", "ages more than 10 years apart", 0.02, 0.40, 0.3},
}};
constexpr std::array<IdentityLevel, 10> home_levels{{
    missing,
    {"same", "same home", 0.54, 0.0020, 0.25},
    {"near", "homes within 10 km", 0.08, 0.0010, 0.05},
    {"similar", "home written alike", 0.08, 0.0030, 0.02},
    {"mostly", "homes share most of what they say", 0.03, 0.0010, 0.02},
    {"same_district", "homes in one district", 0.14, 0.0100, 0.15},
    {"partly", "homes share words", 0.03, 0.0100, 0.05},
    {"within_100_km", "homes within 100 km", 0.04, 0.0400, 0.1},
    {"same_state", "homes in one state", 0.03, 0.1000, 0.15},
    {"elsewhere", "homes elsewhere", 0.03, 0.8330, 0.21},
}};
constexpr std::array<IdentityLevel, 6> address_levels{{
    missing,
    {"same", "same address", 0.55, 0.00005, 0.25},
    {"near", "addresses differ by a letter or two", 0.20, 0.00020, 0.05},
    {"mostly", "addresses share most of what they say", 0.05, 0.0005, 0.05},
    {"partly", "addresses share words", 0.10, 0.02, 0.1},
    {"different", "other address", 0.10, 0.97925, 0.55},
}};
constexpr std::array<IdentityLevel, 5> phone_levels{{
    missing,
    {"same", "same telephone", 0.70, 0.00002, 0.15},
    {"near", "telephone differs by a figure", 0.03, 0.00002, 0.002},
    {"alike", "telephone differs by two figures", 0.01, 0.0001, 0.001},
    {"different", "other telephone", 0.26, 0.99986, 0.847},
}};
constexpr std::array<IdentityLevel, 5> email_levels{{
    missing,
    {"same", "same e-mail address", 0.72, 0.00001, 0.05},
    {"near", "e-mail addresses differ by a letter or two", 0.10, 0.00005, 0.01},
    {"alike", "e-mail addresses are the same before or differ by some letters", 0.03, 0.0001, 0.01},
    {"different", "other e-mail address", 0.15, 0.99984, 0.93},
}};
constexpr std::array<IdentityLevel, 5> document_levels{{
    missing,
    {"same", "same document number", 0.82, 0.000001, 0.0002},
    {"near", "document numbers differ by a figure", 0.08, 0.00001, 0.002},
    {"alike", "document numbers differ by two figures", 0.03, 0.0002, 0.001},
    {"different", "other document number", 0.07, 0.999789, 0.9968},
}};
constexpr std::array<IdentityLevel, 3> account_levels{{
    missing,
    {"same", "same account, vehicle or handle", 0.50, 0.00005, 0.15},
    {"different", "other account, vehicle or handle", 0.50, 0.99995, 0.85},
}};
constexpr std::array<IdentityLevel, 5> activity_levels{{
    missing,
    {"same_corridor", "cases on one corridor", 0.60, 0.01, 0.6},
    {"same_district", "cases in one district", 0.25, 0.10, 0.25},
    {"same_state", "cases in one state", 0.10, 0.30, 0.1},
    {"elsewhere", "cases elsewhere", 0.05, 0.59, 0.05},
}};
constexpr std::array<IdentityLevel, 3> role_levels{{
    missing,
    {"same", "same role", 0.80, 0.40, 0.3},
    {"different", "other role", 0.20, 0.60, 0.7},
}};
constexpr std::array<IdentityLevel, 4> company_levels{{
    missing,
    {"two_shared", "two or more of the same people beside them", 0.30, 0.00005, 0.3},
    {"one_shared", "one of the same people beside them", 0.30, 0.0010, 0.3},
    {"none_shared", "other people beside them", 0.40, 0.99895, 0.4},
}};

struct Field {
    std::string_view name, words;
    std::span<const IdentityLevel> levels;
};
constexpr std::array<Field, identity_field_count> fields{{
    {"name", "name", name_levels},
    {"alias", "alias", alias_levels},
    {"relative", "father or spouse", relative_levels},
    {"sex", "sex", sex_levels},
    {"birth", "birth or age", birth_levels},
    {"home", "home", home_levels},
    {"address", "address", address_levels},
    {"phone", "telephone", phone_levels},
    {"email", "e-mail", email_levels},
    {"document", "document", document_levels},
    {"account", "account, vehicle", account_levels},
    {"activity", "where active", activity_levels},
    {"role", "role", role_levels},
    {"company", "in company of", company_levels},
}};

} // namespace

std::span<const IdentityLevel> levels_of(IdentityField field) {
    return fields[static_cast<std::size_t>(field)].levels;
}
std::string_view name_of(IdentityField field) {
    return fields[static_cast<std::size_t>(field)].name;
}
std::string_view words_of(IdentityField field) {
    return fields[static_cast<std::size_t>(field)].words;
}

IdentityModel default_identity_model(std::size_t records) {
    IdentityModel model;
    for (std::size_t f = 0; f < identity_field_count; ++f) {
        std::array<IdentityLevel, identity_forms> sum{};
        for (const IdentityLevel& level : fields[f].levels) {
            sum[level.form].m += level.m;
            sum[level.form].u += level.u;
            sum[level.form].circle += level.circle;
        }
        for (std::size_t l = 1; l < fields[f].levels.size(); ++l) {
            const IdentityLevel& level = fields[f].levels[l];
            model.m[f][l] = level.m / sum[level.form].m;
            model.u[f][l] = level.u / sum[level.form].u;
            model.circle[f][l] = level.circle / sum[level.form].circle;
        }
    }
    // A tenth of the records has a second one: n / 10 of the n (n - 1) / 2 pairs.
    model.prior = 0.2 / std::max(4.0, static_cast<double>(records) - 1.0);
    model.circle_prior = model.prior;
    return model;
}

IdentityEvidence evidence_of(const IdentityModel& model,
                             IdentityLevels levels,
                             const IdentityRarity& strangers,
                             const IdentityRarity& circle) {
    std::array<double, identity_field_count> one{}, two{}, near{};
    const double of_one = std::log2(model.prior);
    const double of_two = std::log2(1.0 - model.prior - model.circle_prior);
    const double of_near = std::log2(model.circle_prior);
    double sum_two = of_two, sum_near = of_near;
    for (std::size_t f = 0; f < identity_field_count; ++f) {
        const std::size_t level = levels.of(static_cast<IdentityField>(f));
        if (level != 0) {
            one[f] = std::log2(model.m[f][level]);
            two[f] = std::log2(model.u[f][level]) - static_cast<double>(strangers[f]);
            near[f] = std::log2(model.circle[f][level]) - static_cast<double>(circle[f]);
            sum_two += two[f];
            sum_near += near[f];
        }
    }
    // log2(2^x + 2^y) = r x + (1 - r) y + H(r): so every field has a share that adds up exactly.
    const double r = probability_of_bits(sum_near - sum_two);
    const auto entropy = [](double p) { return p > 0.0 ? -p * std::log2(p) : 0.0; };
    IdentityEvidence evidence;
    evidence.prior = of_one - (r * of_near + (1.0 - r) * of_two) - entropy(r) - entropy(1.0 - r);
    evidence.bits = evidence.prior;
    for (std::size_t f = 0; f < identity_field_count; ++f) {
        evidence.share[f] = one[f] - (r * near[f] + (1.0 - r) * two[f]);
        evidence.bits += evidence.share[f];
    }
    evidence.circle = r;
    return evidence;
}

double least_same_probability(bool of_lists, std::size_t records) {
    const double least = of_lists ? 0.6 : 0.75, most = of_lists ? 0.9 : 0.95;
    constexpr double few_records = 20'000.0, a_doubling = 0.05;
    const double doublings = std::log2(static_cast<double>(records) / few_records);
    return std::clamp(least + a_doubling * doublings, least, most);
}

double probability_of_bits(double bits) { return 1.0 / (1.0 + std::exp2(-bits)); }

} // namespace sandhan::algorithms
