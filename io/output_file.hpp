// SPDX-License-Identifier: Apache-2.0
// A file that is written whole or not at all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>

namespace sandhan::io {

enum class FileReaders {
    by_umask,   ///< a new file gets what the umask leaves, one that exists keeps its permissions
    owner_only, ///< 0600 from the first byte on, also where a file with more was
};

/// Writes beside the target and takes its place when told to. Until commit() the target is what it
/// was; a process that dies at any moment leaves the old file or the new one, never a part of it
/// (killed with SIGKILL it also leaves the temporary file, hidden: `.NAME.PID-N.unfinished`).
///
/// Target      a symbolic link is followed. A file that exists keeps its permissions, and its owner
///             where the system allows it; a new one gets those that the umask leaves.
/// Not atomic  standard output (`-`), and a target that is a device, a pipe or a socket: those are
///             written as the bytes come.
/// Private     `owner_only` gives mode 0600 whatever the umask, also to a file that exists.
/// Signals     the caller ignores SIGPIPE, so that a reader that went away is a FileError here.
/// Throws      FileError, with the path as the user gave it, the reason and the remedy, from the
///             constructor, from any insertion into stream() that reaches the disk, and from
///             commit(). The constructor opens the file, so a target that cannot be written is
///             known before the work begins.
class OutputFile {
  public:
    explicit OutputFile(std::string path, FileReaders readers = FileReaders::by_umask);
    /// Without a commit() the temporary file is removed and the target left as it was.
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    [[nodiscard]] std::ostream& stream();
    [[nodiscard]] const std::string& path() const;

    /// Brings all bytes to the disk, as commit() does before it renames: for who writes several
    /// files and lets none take its place before all are there. Nothing may be written afterwards.
    void finish();

    /// Flushes, brings the bytes to the disk and renames. Once only; stream() must not be used
    /// afterwards. If it throws, the target is as it was.
    void commit();

  private:
    friend class ScratchFile;
    class Implementation;
    std::unique_ptr<Implementation> m_implementation;
};

/// Bytes that have to wait before they are written to an OutputFile: appended, then taken once,
/// from the first on. They lie in a file without a name beside the target (in the folder for
/// temporary files where the target is a device or the like), of mode 0600. Nobody else can open
/// it, and it is gone when the process is, however that ends.
///
/// Disk    what was taken is given back at once, where the file system can, so that moving the
///         bytes into the OutputFile needs no second place for them.
/// Throws  FileError as OutputFile does, with its path or that folder's.
class ScratchFile {
  public:
    explicit ScratchFile(const OutputFile& of);
    ~ScratchFile();
    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;

    void append(std::string_view bytes);
    [[nodiscard]] std::uint64_t size() const { return m_size; }
    /// Hands all bytes over in order, some at a time. Once only, and nothing may be appended after.
    void drain(const std::function<void(std::string_view)>& take);

  private:
    std::string m_path; ///< for messages
    int m_descriptor = -1;
    std::uint64_t m_size = 0;
};

/// How many unfinished files remove_unfinished_outputs() can know at once. Further ones are written
/// just as well, but only their destructors remove them.
inline constexpr std::size_t max_tracked_outputs = 64;

/// Removes the temporary file of every OutputFile that is neither committed nor destroyed. For
/// signal handlers: calls nothing but unlink(2), allocates nothing, takes no lock, keeps errno.
void remove_unfinished_outputs() noexcept;

} // namespace sandhan::io
