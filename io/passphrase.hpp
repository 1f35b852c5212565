// SPDX-License-Identifier: Apache-2.0
// A passphrase in memory, gone from it when it is done with.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace sandhan::io {

/// Holds its bytes in one place that is overwritten at the end.
class Passphrase {
  public:
    static constexpr std::size_t longest = 1024; ///< bytes

    Passphrase();
    explicit Passphrase(std::string_view text); ///< cut at `longest`
    Passphrase(Passphrase&& other) noexcept;
    Passphrase& operator=(Passphrase&& other) noexcept;
    Passphrase(const Passphrase&) = delete;
    Passphrase& operator=(const Passphrase&) = delete;
    ~Passphrase();

    /// False, and nothing added, when it is as long as it may be.
    bool append(char c);
    void remove_last();

    [[nodiscard]] std::string_view text() const { return {m_bytes, m_size}; }
    [[nodiscard]] bool empty() const { return m_size == 0; }
    friend bool operator==(const Passphrase& a, const Passphrase& b) {
        return a.text() == b.text();
    }

  private:
    char* m_bytes = nullptr;
    std::size_t m_size = 0;
};

struct LoadedPassphrase {
    Passphrase passphrase;
    std::string warning; ///< what the user should know; "" when all is well
};

/// The content of a file without the line end behind it. Warns when others can read the file.
/// Throws FileError when it can't be read, is empty or longer than Passphrase::longest.
[[nodiscard]] LoadedPassphrase read_passphrase_file(const std::string& path);

} // namespace sandhan::io
