// consent.hpp - the C library for C++17: handles that free themselves, errors as exceptions. Header-only.
//
// Every call that fails throws consent::Error; an answer is never half there. What is thrown by a callback passes through. A moved-from
// object may only be destroyed or assigned to. Threads: as in consent.h: every member of an Engine but the moves may run on any number
// of threads at a time, whether it is const or not; of a Query all but refresh.
#ifndef CONSENT_HPP
#define CONSENT_HPP

#include <consent.h>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace consent {

namespace detail {

struct Free {
  void operator()(consent_engine *handle) const noexcept { consent_engine_free(handle); }
  void operator()(consent_query *handle) const noexcept { consent_query_free(handle); }
  void operator()(consent_use *handle) const noexcept { consent_use_free(handle); }
  void operator()(consent_text *handle) const noexcept { consent_text_free(handle); }
  void operator()(consent_error *handle) const noexcept { consent_error_free(handle); }
};

template <class T>
using Handle = std::unique_ptr<T, Free>;

inline std::string_view view(const consent_text *text) noexcept {
  const char *data = consent_text_data(text);
  return data == nullptr ? std::string_view() : std::string_view(data, consent_text_size(text));
}

}  // namespace detail

/// What went wrong: what() is the message, code() the stable code, json() everything. It is copied without throwing.
class Error : public std::runtime_error {
 public:
  Error(consent_status status, std::string code, const std::string &message, std::string json, std::uint64_t accepted = 0)
      : std::runtime_error(message),
        status_(status),
        accepted_(accepted),
        texts_(std::make_shared<const Texts>(Texts{std::move(code), std::move(json)})) {}

  /// The kind: one of CONSENT_ERROR_...
  consent_status status() const noexcept { return status_; }
  /// The code, such as "unknown-purpose".
  const std::string &code() const noexcept { return texts_->code; }
  /// Code, message and place as JSON.
  const std::string &json() const noexcept { return texts_->json; }
  /// Of Engine::record_all: how many events were recorded before the one that was refused.
  std::uint64_t accepted() const noexcept { return accepted_; }

 private:
  struct Texts {
    std::string code, json;
  };

  consent_status status_;
  std::uint64_t accepted_;
  std::shared_ptr<const Texts> texts_;
};

namespace detail {

/// Takes the error over first: what is thrown on the way leaves nothing behind.
inline void check(consent_status status, consent_error *error, std::uint64_t accepted = 0) {
  const Handle<consent_error> owned(error);
  if (status == CONSENT_OK) return;
  throw Error(status, std::string(view(consent_error_code(error))), std::string(view(consent_error_message(error))),
              std::string(view(consent_error_json(error))), accepted);
}

/// Calls a function whose last argument is the error.
template <class Function, class... Arguments>
void call(Function function, Arguments... arguments) {
  consent_error *error = nullptr;
  const consent_status status = function(arguments..., &error);
  check(status, error);
}

/// Calls a function that hands out a text.
template <class Function, class... Arguments>
std::string text(Function function, Arguments... arguments) {
  consent_text *out = nullptr;
  consent_error *error = nullptr;
  const consent_status status = function(arguments..., &out, &error);
  const Handle<consent_text> owned(out);
  check(status, error);
  return std::string(view(out));
}

}  // namespace detail

/// Throws when the library that is loaded does not fit this header.
inline void check_version() { detail::call(consent_check_version, CONSENT_VERSION); }

/// The word of a reason, such as "withdrawn"; empty for none.
inline std::string_view reason_word(consent_reason reason) noexcept {
  std::size_t size = 0;
  const char *word = consent_reason_word(reason, &size);
  return word == nullptr ? std::string_view() : std::string_view(word, size);
}

/// For whom an answer is.
enum class Audience : consent_audience {
  citizen = CONSENT_AUDIENCE_CITIZEN,
  requester = CONSENT_AUDIENCE_REQUESTER,
  auditor = CONSENT_AUDIENCE_AUDITOR
};

/// The language of words.
enum class Lang : consent_lang { fi = CONSENT_LANG_FI, sv = CONSENT_LANG_SV, en = CONSENT_LANG_EN };

/// The small answer. As it is made it says "not covered".
struct Answer : consent_answer {
  Answer() noexcept : consent_answer() { struct_size = sizeof(consent_answer); }
  /// Every item is covered: the only yes.
  bool is_covered() const noexcept { return covered == 1; }
};

/// A use, member by member.
class Use {
 public:
  Use(std::string_view controller, std::string_view recipient, std::string_view purpose) {
    consent_use *out = nullptr;
    detail::call(consent_use_new, &out);
    handle_.reset(out);
    set(consent_use_set_controller, controller);
    set(consent_use_set_recipient, recipient);
    set(consent_use_set_purpose, purpose);
  }

  Use &data_category(std::string_view id) { return set(consent_use_add_data_category, id); }
  Use &except(std::string_view id) { return set(consent_use_add_except, id); }
  Use &operation(std::string_view word) { return set(consent_use_add_operation, word); }
  Use &in_case(std::string_view id) { return set(consent_use_add_case, id); }
  Use &assertion(std::string_view id) { return set(consent_use_add_assertion, id); }
  Use &channel(std::string_view id) { return set(consent_use_set_channel, id); }
  Use &automated_decision() {
    detail::call(consent_use_set_automated_decision, handle_.get());
    return *this;
  }
  Use &known_at(std::uint64_t position) {
    detail::call(consent_use_set_known_at, handle_.get(), position);
    return *this;
  }

  const consent_use *get() const noexcept { return handle_.get(); }

 private:
  template <class Function>
  Use &set(Function function, std::string_view id) {
    detail::call(function, handle_.get(), id.data(), id.size());
    return *this;
  }

  detail::Handle<consent_use> handle_;
};

/// A use made ready, to be asked about many persons and instants.
class Query {
 public:
  /// Whether the use is covered for a person at an instant (milliseconds since 1970 UTC).
  Answer decide(std::string_view subject, std::int64_t at) const {
    Answer answer;
    detail::call(consent_query_decide, handle_.get(), subject.data(), subject.size(), at,
                 static_cast<consent_answer *>(&answer));
    return answer;
  }

  /// Decides many requests at one position of the ledger; one without an answer has its status.
  std::vector<consent_answer> decide_all(const std::vector<std::string_view> &subjects,
                                         const std::vector<std::int64_t> &ats) const {
    if (subjects.size() != ats.size()) throw std::invalid_argument("expected as many instants as subjects");
    std::vector<const char *> data;
    std::vector<std::size_t> sizes;
    data.reserve(subjects.size());
    sizes.reserve(subjects.size());
    for (const std::string_view subject : subjects) {
      data.push_back(subject.data());
      sizes.push_back(subject.size());
    }
    std::vector<consent_answer> answers(subjects.size());
    detail::call(consent_query_decide_all, handle_.get(), data.data(), sizes.data(), ats.data(), subjects.size(),
                 answers.data(), sizeof(consent_answer));
    return answers;
  }

  /// Prepares the same use with today's catalogue.
  void refresh() { detail::call(consent_query_refresh, handle_.get()); }

  const consent_query *get() const noexcept { return handle_.get(); }

 private:
  friend class Engine;
  explicit Query(consent_query *handle) noexcept : handle_(handle) {}
  detail::Handle<consent_query> handle_;
};

/// Catalogues and a ledger, and the questions to them.
class Engine {
 public:
  /// Fills a buffer and returns how many bytes; 0 at the end.
  using Read = std::function<std::size_t(char *buffer, std::size_t capacity)>;

  /// An engine in memory.
  Engine() {
    check_version();
    consent_engine *out = nullptr;
    detail::call(consent_engine_new, &out);
    handle_.reset(out);
  }

  /// A ledger in a file; flags: 0 or one of CONSENT_OPEN_...
  static Engine open(std::string_view path, std::uint32_t flags = 0) {
    check_version();
    consent_engine *out = nullptr;
    detail::call(consent_engine_open, path.data(), path.size(), flags, &out);
    return Engine(out);
  }

  /// Holds a version of the catalogue; returns the warnings of its check as JSON.
  std::string add_catalogue(std::string_view json) {
    return detail::text(consent_engine_add_catalogue, handle(), json.data(), json.size());
  }

  /// Records an event; recorded_at is when it became known.
  consent_recorded record(std::string_view json, std::int64_t recorded_at) {
    consent_recorded recorded = {sizeof(consent_recorded), 0, 0};
    detail::call(consent_engine_record, handle(), json.data(), json.size(), recorded_at, &recorded);
    return recorded;
  }

  /// Records events from JSON Lines until one is refused; returns how many. When one is refused, Error::accepted says it.
  std::uint64_t record_all(std::string_view lines, std::int64_t recorded_at) {
    std::uint64_t accepted = 0;
    consent_error *error = nullptr;
    const consent_status status =
        consent_engine_record_all(handle(), lines.data(), lines.size(), recorded_at, &accepted, &error);
    detail::check(status, error, accepted);
    return accepted;
  }

  /// Fills an engine in memory with records from a callback; returns how many. What the callback throws is thrown here.
  std::uint64_t feed(const Read &read) {
    struct State {
      const Read &read;
      std::exception_ptr thrown;
    } state{read, nullptr};
    const consent_read bridge = [](void *userdata, char *buffer, std::size_t capacity) -> std::ptrdiff_t {
      auto *own = static_cast<State *>(userdata);
      try {
        return static_cast<std::ptrdiff_t>(own->read(buffer, capacity));
      } catch (...) {
        own->thrown = std::current_exception();
        return -1;
      }
    };
    std::uint64_t count = 0;
    consent_error *error = nullptr;
    const consent_status status = consent_engine_feed(handle(), bridge, &state, nullptr, &count, &error);
    if (state.thrown) {
      consent_error_free(error);
      std::rethrow_exception(state.thrown);
    }
    detail::check(status, error);
    return count;
  }

  /// Reads what another process has written to the ledger file since; returns how many events.
  std::uint64_t follow() {
    std::uint64_t added = 0;
    detail::call(consent_engine_follow, handle(), &added);
    return added;
  }

  /// Erases from a ledger file what a request names, a person or events; how many events it was.
  std::uint64_t erase(std::string_view request) {
    std::uint64_t erased = 0;
    detail::call(consent_engine_erase, handle(), request.data(), request.size(), &erased);
    return erased;
  }

  /// Prepares a use; flags: 0, CONSENT_WANT_REASON, CONSENT_WANT_HORIZON or both.
  Query prepare(const Use &use, std::uint32_t flags = 0) const {
    consent_query *out = nullptr;
    detail::call(consent_query_prepare, handle(), use.get(), flags, &out);
    return Query(out);
  }

  /// As above, from JSON: the proposed use without subject and at.
  Query prepare(std::string_view json, std::uint32_t flags = 0) const {
    consent_query *out = nullptr;
    detail::call(consent_query_from_json, handle(), json.data(), json.size(), flags, &out);
    return Query(out);
  }

  /// The full answer to a proposed use, as JSON.
  std::string decide(std::string_view use, Audience audience) const {
    return detail::text(consent_engine_decide, handle(), use.data(), use.size(), number(audience));
  }

  /// The answer in words.
  std::string explain(std::string_view use, Audience audience, Lang lang) const {
    return detail::text(consent_engine_explain, handle(), use.data(), use.size(), number(audience),
                        static_cast<consent_lang>(lang));
  }

  /// The answers to a JSON array of proposed uses, each and all together.
  std::string decide_bundle(std::string_view legs, Audience audience) const {
    return detail::text(consent_engine_decide_bundle, handle(), legs.data(), legs.size(), number(audience));
  }

  /// The smallest sets of acts that would cover a use.
  std::string remedies(std::string_view use, Audience audience) const {
    return detail::text(consent_engine_remedies, handle(), use.data(), use.size(), number(audience));
  }

  /// Who may use which data of a person.
  std::string overview(std::string_view subject, std::int64_t at, std::uint64_t known_at = CONSENT_KNOWN_NOW) const {
    return detail::text(consent_engine_overview, handle(), subject.data(), subject.size(), at, known_at);
  }

  /// Who may use a category of a person's data, for a purpose or, with std::nullopt, for any. An empty purpose is an error.
  std::string who_may(std::string_view subject, std::string_view data_category, std::optional<std::string_view> purpose,
                      std::int64_t at, std::uint64_t known_at = CONSENT_KNOWN_NOW) const {
    // A view of nothing may have no data, which in C is any purpose.
    const std::string_view named = purpose && purpose->data() != nullptr ? *purpose : std::string_view("");
    return detail::text(consent_engine_who_may, handle(), subject.data(), subject.size(), data_category.data(),
                        data_category.size(), purpose ? named.data() : nullptr, named.size(), at, known_at);
  }

  /// What would change if an event were recorded.
  std::string preview(std::string_view event) const {
    return detail::text(consent_engine_preview, handle(), event.data(), event.size());
  }

  /// What a service has, waits for, can ask and must not ask of a person.
  std::string needs(std::string_view service, std::string_view subject, std::int64_t at) const {
    return detail::text(consent_engine_needs, handle(), service.data(), service.size(), subject.data(), subject.size(), at);
  }

  /// What a service must stop since it last looked.
  std::string stop_list(std::string_view service, std::uint64_t since, std::int64_t since_at, std::int64_t at) const {
    return detail::text(consent_engine_stop_list, handle(), service.data(), service.size(), since, since_at, at);
  }

  /// Every subject for whom a use is covered, as a JSON array.
  std::string subjects(std::string_view use, std::int64_t at) const {
    return detail::text(consent_engine_subjects, handle(), use.data(), use.size(), at);
  }

  /// The public register of today's catalogue.
  std::string public_register() const { return detail::text(consent_engine_register, handle()); }

  const consent_engine *get() const noexcept { return handle_.get(); }

 private:
  explicit Engine(consent_engine *handle) noexcept : handle_(handle) {}
  static consent_audience number(Audience audience) noexcept { return static_cast<consent_audience>(audience); }
  const consent_engine *handle() const noexcept { return handle_.get(); }

  detail::Handle<consent_engine> handle_;
};

}  // namespace consent

#endif  // CONSENT_HPP
