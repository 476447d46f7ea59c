import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Consent.java does at its edges: Edges FOLDER, where the demonstration's data is. */
final class Edges {
    private static final long LATER = 1786510800000L;

    private Edges() {}

    private static void expect(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("expected " + what);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        List<String> story = Files.readAllLines(folder.resolve("moving.jsonl")).subList(0, 3);
        // Another event under the id of the first one.
        story.add(story.get(0).replace("2010-03-14", "2011-03-14"));
        byte[] lines = String.join("\n", story).getBytes(StandardCharsets.UTF_8);
        try (Consent.Engine engine = new Consent.Engine()) {
            engine.addCatalogue(Files.readAllBytes(folder.resolve("catalogue.json")));
            engine.recordAll(Files.readAllBytes(folder.resolve("publications.jsonl")), LATER);
            try {
                engine.recordAll(lines, LATER);
                expect(false, "a refusal");
            } catch (Consent.Failure refusal) {
                expect(refusal.accepted == 3, "three events before the refusal, found " + refusal.accepted);
            }
            try {
                engine.record("{\"id\": \"\ud800\"}", LATER);
                expect(false, "half of a surrogate pair to be refused");
            } catch (IllegalArgumentException half) {
                expect(half.getMessage().contains("surrogate"), "a word about it");
            }
        }
    }
}
