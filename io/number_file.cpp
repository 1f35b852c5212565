// SPDX-License-Identifier: Apache-2.0
#include "io/number_file.hpp"

#include "io/errors.hpp"
#include "io/input_bytes.hpp"
#include "io/json_parse.hpp"
#include "io/record_fields.hpp"

namespace sandhan::io {

std::vector<std::pair<std::string, double>> read_number_file(const std::string& path) {
    constexpr std::uint64_t far_too_long = std::uint64_t{1} << 20U;
    return parse_numbers(InputBytes(path).read_all(far_too_long), path);
}

std::vector<std::pair<std::string, double>> parse_numbers(std::string_view text,
                                                          const std::string& name) {
    RecordFaults faults({name, 1, ""});
    constexpr unsigned max_depth = 2;
    const auto parsed = parse_json(text, {}, max_depth, faults);
    if (!parsed) {
        throw ParseError(name + ": " + faults.take().front().message);
    }
    if (!parsed->is_object()) {
        throw ParseError(name + ": this is " + std::string(type_name(*parsed)) +
                         "; give an object of names and numbers: {\"corridors\": 100}");
    }
    std::vector<std::pair<std::string, double>> numbers;
    for (const auto& [field, value] : parsed->items()) {
        if (!value.is_number()) {
            throw ParseError(name + ": /" + field + ": this is " + std::string(type_name(value)) +
                             "; give a number");
        }
        numbers.emplace_back(field, value.get<double>());
    }
    return numbers;
}

} // namespace sandhan::io
