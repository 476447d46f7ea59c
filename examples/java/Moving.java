import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * A pupil moves from Helsinki to Turku: what the law obliges to pass on, what has to be asked, and what the answer changes.
 * The same story as examples/rust/moving.rs. Its argument is the folder where the demonstration's data is.
 *
 * <p>The catalogue is the demonstration of the project; it is no legal advice.
 */
public final class Moving {
    private static final String PUPIL = "pupil-a81f";
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private Moving() {}

    private static long millis(String instant) {
        return OffsetDateTime.parse(instant).toInstant().toEpochMilli();
    }

    /** Helsinki discloses to Turku because the pupil moves. */
    private static String transfer(String data, String stated) {
        return "\"controller\": \"helsinki-education\", \"recipient\": \"turku-education\", \"purpose\": \"moving-transfer\","
                + " \"operations\": [\"disclose\"], \"data_categories\": [\"" + data + "\"], \"assertions\": " + stated;
    }

    private static void ask(Consent.Engine engine, String title, String use, String at, int expected) {
        Consent.Answer answer;
        try (Consent.Query query = engine.prepare("{" + use + "}", Consent.WANT_HORIZON)) {
            answer = query.decide(PUPIL, millis(at));
        }
        String full = "{\"subject\": \"" + PUPIL + "\", \"at\": \"" + at + "\", " + use + "}";
        OUT.print(title + "\n" + engine.explain(full, Consent.CITIZEN, Consent.EN) + "\n");
        if (answer.outcome != expected) {
            throw new IllegalStateException("expected the outcome " + expected + ", found " + answer.outcome);
        }
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments.length > 0 ? arguments[0] : "examples/data");
        try (Consent.Engine engine = new Consent.Engine()) {
            engine.addCatalogue(Files.readAllBytes(folder.resolve("catalogue.json")));
            long summer = millis("2026-06-01T09:00:00+03:00");
            engine.recordAll(Files.readAllBytes(folder.resolve("publications.jsonl")), summer);

            // What the old school knows: the pupil is 16, goes to school in Turku from August, and can judge the matter.
            List<String> events = Files.readAllLines(folder.resolve("moving.jsonl"));
            events.subList(0, 3).forEach(fact -> engine.record(fact, summer));

            // 1. The law obliges: the pupil's records move with the pupil, and nobody is asked.
            String august = "2026-08-10T08:00:00+03:00";
            String records = transfer("pupil-records", "[\"moving\", \"necessary\"]");
            ask(engine, "May Helsinki pass the pupil's records on to Turku?", records, august, Consent.COVERED);

            // 2. The law does not open the records of student welfare: there the pupil has to be asked.
            String welfare = transfer("student-welfare-records", "[\"continuity-of-welfare\"]");
            ask(engine, "And the records of student welfare?", welfare, august, Consent.NOT_COVERED);

            // 3. The pupil is shown the notice, and says yes.
            engine.record(events.get(3), millis("2026-08-10T09:30:00+03:00"));
            String noon = "2026-08-10T12:00:00+03:00";
            ask(engine, "And now, at noon?", welfare, noon, Consent.COVERED);

            // 4. The pupil thinks again. What the law obliges to is not touched by it; and the past stays what it was.
            engine.record(events.get(4), millis("2026-08-11T10:00:00+03:00"));
            String later = "2026-08-12T08:00:00+03:00";
            ask(engine, "After the withdrawal?", welfare, later, Consent.NOT_COVERED);
            ask(engine, "And the pupil's records after it?", records, later, Consent.COVERED);
            ask(engine, "Was it right to pass the welfare records on at noon on 10 August?", welfare, noon, Consent.COVERED);
        }
    }
}
