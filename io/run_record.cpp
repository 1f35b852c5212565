// SPDX-License-Identifier: Apache-2.0
#include "io/run_record.hpp"

#include "io/sha256.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <map>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace sandhan::io {
namespace {

std::string reason(int error) { return std::generic_category().message(error); }

/// Signals go to the threads that wait for them: one here would interrupt nothing.
std::thread thread_without_signals(const std::function<void()>& work) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    std::thread thread(work);
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return thread;
}

} // namespace

RecordedFile sum_of(const std::string& path, const std::function<bool()>& stop_requested) {
    RecordedFile file{path, std::nullopt, "", ""};
    // Without O_NONBLOCK a pipe of that name would wait for a writer.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        file.note = "could not be read again: " + reason(errno);
        return file;
    }
    if (!can_be_read_again(descriptor)) {
        ::close(descriptor);
        file.note = "no file on a disk, and can't be read again";
        return file;
    }
    constexpr std::size_t block = std::size_t{1} << 18U;
    std::vector<char> bytes(block);
    Sha256 sum;
    std::uint64_t size = 0;
    for (;;) {
        if (stop_requested && stop_requested()) {
            file.note = "interrupted before it was summed";
            break;
        }
        const ssize_t got = ::read(descriptor, bytes.data(), bytes.size());
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            file.note = "could not be read again: " + reason(errno);
            break;
        }
        if (got == 0) {
            file.bytes = size;
            file.sha256 = sum.value();
            break;
        }
        sum.add({bytes.data(), static_cast<std::size_t>(got)});
        size += static_cast<std::uint64_t>(got);
    }
    ::close(descriptor);
    return file;
}

class RunRecord::Implementation {
  public:
    explicit Implementation(std::function<bool()> stop) : m_stop(std::move(stop)) {}

    ~Implementation() {
        {
            const std::lock_guard lock(m_mutex);
            m_ending = true;
        }
        m_changed.notify_all();
        if (m_summing.joinable()) {
            m_summing.join();
        }
    }
    Implementation(const Implementation&) = delete;
    Implementation& operator=(const Implementation&) = delete;

    void reads(const std::string& path) {
        const FileState state = path == "-" ? FileState() : state_of(path);
        const std::lock_guard lock(m_mutex);
        const auto [at, is_new] = m_inputs.try_emplace(path);
        if (!is_new) {
            return;
        }
        at->second.state = state;
        at->second.file.path = path;
        if (!state.regular) {
            at->second.passing.emplace();
            return;
        }
        m_waiting.push_back(path);
        if (!m_summing.joinable()) {
            m_summing = thread_without_signals([this] { sum_files(); });
        }
        m_changed.notify_all();
    }

    void took(const std::string& path, std::string_view bytes) {
        const std::lock_guard lock(m_mutex);
        const auto at = m_inputs.find(path);
        if (at != m_inputs.end() && at->second.passing) {
            at->second.was_taken = true;
            at->second.passing->add(bytes);
            at->second.passed += bytes.size();
        }
    }

    void wrote(RecordedFile file) {
        const std::lock_guard lock(m_mutex);
        m_outputs.push_back(std::move(file));
    }

    RecordedRun so_far() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_waiting.empty() && !m_busy; });
        RecordedRun run;
        for (const auto& [path, input] : m_inputs) {
            RecordedFile file = input.file;
            if (input.passing && !input.was_taken) {
                file.note = "no file on a disk, and can't be read again";
            } else if (input.passing) {
                file.bytes = input.passed;
                file.sha256 = input.passing->value();
            } else if (!file.sha256.empty() && !(state_of(path) == input.state)) {
                file.note = "changed while the command ran";
            }
            run.inputs.push_back(std::move(file));
        }
        run.outputs = m_outputs;
        return run;
    }

  private:
    /// By which a file is known to be what it was, without reading it.
    struct FileState {
        bool regular = false;
        dev_t device = 0;
        ino_t inode = 0;
        off_t size = 0;
        std::int64_t modified_s = 0, modified_ns = 0;
        friend bool operator==(const FileState&, const FileState&) = default;
    };

    static FileState state_of(const struct stat& status) {
        return {S_ISREG(status.st_mode),
                status.st_dev,
                status.st_ino,
                status.st_size,
                static_cast<std::int64_t>(status.st_mtim.tv_sec),
                static_cast<std::int64_t>(status.st_mtim.tv_nsec)};
    }

    static FileState state_of(const std::string& path) {
        struct stat status {};
        return ::stat(path.c_str(), &status) == 0 ? state_of(status) : FileState();
    }

    struct Input {
        FileState state; ///< when it was opened first
        RecordedFile file;
        std::optional<Sha256> passing; ///< of what can't be read again
        std::uint64_t passed = 0;
        bool was_taken = false;
    };

    void sum_files() {
        std::unique_lock lock(m_mutex);
        for (;;) {
            m_changed.wait(lock, [this] { return m_ending || !m_waiting.empty(); });
            if (m_ending) {
                return;
            }
            const std::string path = m_waiting.back();
            m_waiting.pop_back();
            m_busy = true;
            lock.unlock();
            RecordedFile file = sum_of(path, [this] { return is_to_stop(); });
            lock.lock();
            m_inputs.at(path).file = std::move(file);
            m_busy = false;
            m_changed.notify_all();
        }
    }

    bool is_to_stop() {
        if (m_stop && m_stop()) {
            return true;
        }
        const std::lock_guard lock(m_mutex);
        return m_ending;
    }

    std::function<bool()> m_stop;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<std::string, Input> m_inputs;
    std::vector<RecordedFile> m_outputs;
    std::vector<std::string> m_waiting;
    bool m_busy = false;
    bool m_ending = false;
    std::thread m_summing; ///< last: it uses the others
};

RunRecord::RunRecord(std::function<bool()> stop_requested)
    : m_implementation(std::make_unique<Implementation>(std::move(stop_requested))) {}

RunRecord::~RunRecord() = default;

void RunRecord::reads(const std::string& path) { m_implementation->reads(path); }

void RunRecord::took(const std::string& path, std::string_view bytes) {
    m_implementation->took(path, bytes);
}

void RunRecord::wrote(const std::string& path,
                      std::uint64_t bytes,
                      const std::string& sha256,
                      bool whole) {
    m_implementation->wrote({path, bytes, sha256, whole ? "" : "not all of it was written"});
}

RecordedRun RunRecord::so_far() { return m_implementation->so_far(); }

} // namespace sandhan::io
