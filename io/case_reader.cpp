// SPDX-License-Identifier: Apache-2.0
#include "io/case_reader.hpp"

#include <memory>
#include <utility>

namespace sandhan::io {
namespace {

/// The records of one block, made into rows by the thread that read them.
class Block : public RecordSink {
  public:
    explicit Block(graph::CaseStoreBuilder& builder)
        : m_builder(builder), m_fragment(builder.fragment()) {}

    void incident(graph::Incident&& incident) override {
        m_fragment.add(incident);
        take_faults();
    }
    void person(graph::Person&& person,
                const graph::RecordPlace& where,
                const std::string& list) override {
        ++people;
        m_fragment.add(person, where, list);
        take_faults();
    }
    void fault(graph::Diagnostic&& fault) override { faults.push_back(std::move(fault)); }
    void end() override { m_builder.settle(std::move(m_fragment)); }

    graph::CaseFragment& fragment() { return m_fragment; }
    std::uint64_t people = 0;
    std::vector<graph::Diagnostic> faults;

  private:
    void take_faults() {
        for (graph::Diagnostic& fault : m_fragment.take_faults()) {
            faults.push_back(std::move(fault));
        }
    }

    graph::CaseStoreBuilder& m_builder;
    graph::CaseFragment m_fragment;
};

class Blocks : public BlockSink {
  public:
    Blocks(graph::CaseStoreBuilder& builder, CasesRead& read) : m_builder(builder), m_read(read) {}

    std::unique_ptr<RecordSink> open() override { return std::make_unique<Block>(m_builder); }
    void close(RecordSink& block) override {
        auto& closed = static_cast<Block&>(block);
        for (graph::Diagnostic& fault : closed.faults) {
            m_read.faults.push_back(std::move(fault));
        }
        m_read.people += closed.people;
        m_builder.place(closed.fragment());
    }

  private:
    graph::CaseStoreBuilder& m_builder;
    CasesRead& m_read;
};

} // namespace

CasesRead read_cases(std::span<const std::string> inputs,
                     const ReadOptions& options,
                     const graph::Gazetteer& gazetteer,
                     const graph::FuzzyDate& as_of) {
    CasesRead read;
    // Blocks take the faults themselves; that there is a taker makes them told at all.
    graph::CaseStoreBuilder builder(
        gazetteer, [&](graph::Diagnostic&& fault) { read.faults.push_back(std::move(fault)); });
    Blocks blocks(builder, read);
    read.summary = read_incidents(inputs, options, blocks);
    read.store = builder.finish(as_of);
    return read;
}

} // namespace sandhan::io
