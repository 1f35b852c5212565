// SPDX-License-Identifier: Apache-2.0
#include "io/gexf_writer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_documents.hpp"

#include <sstream>
#include <stdexcept>
#include <string>

namespace sandhan::tests {
namespace {

std::string gexf(const io::GraphDocument& document, const io::GexfOptions& options = {}) {
    std::ostringstream out;
    (void)io::write_gexf(out, document, options);
    return out.str();
}

} // namespace

TEST_CASE("GEXF holds looks and days where Gephi looks for them", "[io][gexf]") {
    const std::string text = gexf(small_document(), {io::GexfVersion::v1_3, "read <this>"});
    CHECK(text == R"(<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<meta><creator>Sandhan</creator><description>read &lt;this&gt;</description></meta>
<graph defaultedgetype="directed" idtype="string" mode="dynamic" timeformat="date">
<attributes class="node" mode="static">
<attribute id="0" title="kind" type="string"/>
<attribute id="1" title="lat" type="double"/>
<attribute id="2" title="lon" type="double"/>
<attribute id="3" title="first" type="string"/>
<attribute id="4" title="last" type="string"/>
</attributes>
<attributes class="edge" mode="static">
<attribute id="0" title="type" type="string"/>
<attribute id="1" title="first" type="string"/>
<attribute id="2" title="last" type="string"/>
<attribute id="3" title="incidents" type="integer"/>
<attribute id="4" title="evidence" type="string"/>
</attributes>
<nodes count="3">
<node id="place:A" label="A &amp; B" start="2020-10-01" end="2020-11-12"><attvalues><attvalue for="0" value="place"/><attvalue for="1" value="22.5"/><attvalue for="2" value="88.5"/><attvalue for="3" value="2020-10-01"/><attvalue for="4" value="2020-11-12"/></attvalues><viz:size value="40"/><viz:position x="850" y="-10" z="0"/><viz:color r="0" g="114" b="178" a="1.0"/></node>
<node id="place:B" label="ব" start="2020-10-01" end="2020-11-12"><attvalues><attvalue for="0" value="place"/><attvalue for="1" value="22.25"/><attvalue for="2" value="70.75"/><attvalue for="3" value="2020-10-01"/><attvalue for="4" value="2020-11-12"/></attvalues><viz:size value="6.5"/><viz:position x="-925" y="-37.5" z="0"/><viz:color r="0" g="114" b="178" a="1.0"/></node>
<node id="person:C" label="&quot;C&quot;"><attvalues><attvalue for="0" value="person"/></attvalues><viz:size value="6"/><viz:position x="0" y="5" z="0"/><viz:color r="213" g="94" b="0" a="1.0"/></node>
</nodes>
<edges count="2">
<edge id="e0" source="place:A" target="place:B" weight="4" kind="leg" start="2020-10-01" end="2020-10-07"><attvalues><attvalue for="0" value="leg"/><attvalue for="1" value="2020-10-01"/><attvalue for="2" value="2020-10-07"/><attvalue for="3" value="2"/><attvalue for="4" value="WB-1; WB-2"/></attvalues></edge>
<edge id="e1" source="place:B" target="place:B" weight="1" kind="stay"><attvalues><attvalue for="0" value="stay"/></attvalues></edge>
</edges>
</graph>
</gexf>
)");
}

TEST_CASE("GEXF 1.2 names its own schema and has no kinds of edges", "[io][gexf]") {
    const std::string text = gexf(small_document(), {io::GexfVersion::v1_2, {}});
    CHECK(text.find("xmlns=\"http://www.gexf.net/1.2draft\"") != text.npos);
    CHECK(text.find("kind=\"leg\"") == text.npos);
}

TEST_CASE("a graph without days is static, and days that run backwards are none", "[io][gexf]") {
    io::GraphDocument g = small_document();
    g.vertex_columns.resize(10);
    g.edge_columns.resize(2);
    CHECK(gexf(g).find("mode=\"static\">\n<attributes") != std::string::npos);
    g.edge_columns.push_back({"start", Texts{"2020-10-07", "yesterday"}});
    g.edge_columns.push_back({"end", Texts{"2020-10-01", "2020-02-30"}});
    const std::string text = gexf(g);
    CHECK(text.find("timeformat") == text.npos);
    CHECK(text.find(" start=") == text.npos);
}

TEST_CASE("what XML cannot hold is told of GEXF too", "[io][gexf]") {
    io::GraphDocument g;
    g.vertex_ids = {"a\x01", "a\x02"};
    std::ostringstream out;
    const auto notes = io::write_gexf(out, g);
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].code == "graph_text_replaced");
    CHECK(out.str().find("id=\"a\uFFFD~2\"") != std::string::npos);
    g.edges = {{0, 2}};
    CHECK_THROWS_AS(io::write_gexf(out, g), std::invalid_argument);
}

} // namespace sandhan::tests
