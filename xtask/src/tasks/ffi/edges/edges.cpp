// What consent.hpp does at its edges.  edges FOLDER, where the demonstration's data is.
#include <consent.hpp>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <type_traits>

namespace {

std::string read(const std::string &path) {
  std::ifstream stream(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

template <class Call>
consent::Error refused(Call call) {
  try {
    call();
  } catch (const consent::Error &error) {
    return error;
  }
  throw std::runtime_error("expected an error, found none");
}

void expect(bool holds, const char *what) {
  if (!holds) throw std::runtime_error(std::string("expected ") + what);
}

}  // namespace

int main(int, char **argv) try {
  static_assert(std::is_nothrow_copy_constructible<consent::Error>::value, "copied while another one is thrown");
  const std::string folder = argv[1];
  consent::Engine engine;
  // An empty purpose, here a view that may have no data, is a mistake: in C what has no data is any purpose.
  expect(refused([&] { engine.who_may("nobody", "any", std::string_view(), 0); }).code() == "id-invalid", "an empty purpose to be refused");
  engine.add_catalogue(read(folder + "/catalogue.json"));
  engine.record_all(read(folder + "/publications.jsonl"), 1786510800000);
  // Another event under the id of the first one.
  std::istringstream story(read(folder + "/moving.jsonl"));
  std::string lines, first, line;
  for (int number = 1; number <= 3 && std::getline(story, line); number++) {
    if (number == 1) first = line;
    lines += line + "\n";
  }
  lines += first.replace(first.find("2010-03-14"), 10, "2011-03-14");
  const consent::Error error = refused([&] { engine.record_all(lines, 1786510800000); });
  expect(error.accepted() == 3, "three events before the refusal");
  expect(error.status() == CONSENT_ERROR_REFUSED, "a refusal");
  return 0;
} catch (const std::exception &problem) {
  std::cerr << problem.what() << '\n';
  return 1;
}
