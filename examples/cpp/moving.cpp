// A pupil moves from Helsinki to Turku: what the law obliges to pass on, what has to be asked, and what the answer
// changes. The same story as examples/rust/moving.rs.  moving FOLDER, where the demonstration's data is.
//
// The catalogue is the demonstration of the project; it is no legal advice.

#include <consent.hpp>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>

namespace {

const std::string pupil = "pupil-a81f";

constexpr std::int64_t summer = 1780293600000;   // 2026-06-01T09:00:00+03:00
constexpr std::int64_t august = 1786338000000;   // 2026-08-10T08:00:00+03:00
constexpr std::int64_t answered = 1786343400000;  // 2026-08-10T09:30:00+03:00
constexpr std::int64_t noon = 1786352400000;     // 2026-08-10T12:00:00+03:00
constexpr std::int64_t thought = 1786431600000;  // 2026-08-11T10:00:00+03:00
constexpr std::int64_t later = 1786510800000;    // 2026-08-12T08:00:00+03:00

std::string read(const std::string &path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw std::runtime_error("expected a file that can be read, found none: " + path);
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

// The use as JSON for the words; the query is prepared from it, too.
struct Transfer {
  std::string data, rest;
  consent::Query query;

  Transfer(const consent::Engine &engine, std::string category, const std::string &stated)
      : data(std::move(category)),
        rest(R"("controller": "helsinki-education", "recipient": "turku-education", "purpose": "moving-transfer",
                "operations": ["disclose"], "data_categories": [")" + data + R"("], "assertions": )" + stated),
        query(engine.prepare("{" + rest + "}", CONSENT_WANT_HORIZON)) {}

  std::string at(const char *instant) const {
    return R"({"subject": ")" + pupil + R"(", "at": ")" + instant + R"(", )" + rest + "}";
  }
};

// Asks, and prints the answer as the pupil would read it.
void ask(const consent::Engine &engine, const Transfer &transfer, const char *title, std::int64_t at, const char *instant,
         consent_outcome expected) {
  const consent::Answer answer = transfer.query.decide(pupil, at);
  std::cout << title << '\n' << engine.explain(transfer.at(instant), consent::Audience::citizen, consent::Lang::en) << '\n';
  if (answer.outcome != expected) throw std::runtime_error(std::string("another outcome than expected: ") + title);
}

void story(const std::string &folder) {
  consent::check_version();
  consent::Engine engine;
  engine.add_catalogue(read(folder + "/catalogue.json"));
  engine.record_all(read(folder + "/publications.jsonl"), summer);

  // What the old school knows: the pupil is 16, goes to school in Turku from August, and can judge the matter.
  std::istringstream events(read(folder + "/moving.jsonl"));
  std::string event;
  for (int fact = 0; fact < 3 && std::getline(events, event); ++fact) engine.record(event, summer);
  const Transfer records(engine, "pupil-records", R"(["moving", "necessary"])");
  const Transfer welfare(engine, "student-welfare-records", R"(["continuity-of-welfare"])");

  // 1. The law obliges: the pupil's records move with the pupil, and nobody is asked.
  ask(engine, records, "May Helsinki pass the pupil's records on to Turku?", august, "2026-08-10T08:00:00+03:00",
      CONSENT_OUTCOME_COVERED);
  // 2. The law does not open the records of student welfare: there the pupil has to be asked.
  ask(engine, welfare, "And the records of student welfare?", august, "2026-08-10T08:00:00+03:00",
      CONSENT_OUTCOME_NOT_COVERED);

  // 3. The pupil is shown the notice, and says yes.
  std::getline(events, event);
  engine.record(event, answered);
  ask(engine, welfare, "And now, at noon?", noon, "2026-08-10T12:00:00+03:00", CONSENT_OUTCOME_COVERED);

  // 4. The pupil thinks again. What the law obliges to is not touched by it; and the past stays what it was.
  std::getline(events, event);
  engine.record(event, thought);
  ask(engine, welfare, "After the withdrawal?", later, "2026-08-12T08:00:00+03:00", CONSENT_OUTCOME_NOT_COVERED);
  ask(engine, records, "And the pupil's records after it?", later, "2026-08-12T08:00:00+03:00", CONSENT_OUTCOME_COVERED);
  ask(engine, welfare, "Was it right to pass the welfare records on at noon on 10 August?", noon,
      "2026-08-10T12:00:00+03:00", CONSENT_OUTCOME_COVERED);
}

}  // namespace

int main(int argc, char **argv) {
  try {
    story(argc > 1 ? argv[1] : "examples/data");
    return 0;
  } catch (const consent::Error &error) {
    std::cerr << error.code() << ": " << error.what() << '\n';
  } catch (const std::exception &error) {
    std::cerr << error.what() << '\n';
  }
  return 1;
}
