import com.sun.jna.IntegerType;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The C library from Java by JNA: engines and queries to be closed, errors as exceptions. */
final class Consent {
    /** Of the header that this class was written for: major * 1000000 + minor * 1000 + patch. */
    static final int VERSION = 1000;

    static final int NOT_COVERED = 0;
    static final int COVERED = 1;
    static final int PARTLY_COVERED = 2;
    static final int WANT_REASON = 1;
    static final int WANT_HORIZON = 2;
    static final int CITIZEN = 1;
    static final int EN = 3;

    private Consent() {}

    /** size_t. */
    public static final class Size extends IntegerType {
        public Size() {
            this(0);
        }

        public Size(long value) {
            super(Native.SIZE_T_SIZE, value, true);
        }
    }

    /** The small answer. As it is made it says "not covered". */
    @Structure.FieldOrder({"structSize", "status", "outcome", "covered", "basis", "reason", "holdsUntil", "position"})
    public static final class Answer extends Structure {
        public int structSize;
        public int status;
        public int outcome;
        public int covered;
        public int basis;
        public int reason;
        public long holdsUntil;
        public long position;

        public Answer() {
            structSize = size();
        }
    }

    /** What of consent.h is called here. */
    interface Api extends Library {
        int consent_check_version(int version, PointerByReference error);

        int consent_engine_new(PointerByReference out, PointerByReference error);

        int consent_engine_add_catalogue(
                Pointer engine, byte[] json, Size size, PointerByReference warnings, PointerByReference error);

        int consent_engine_record(
                Pointer engine, byte[] json, Size size, long recordedAt, Pointer recorded, PointerByReference error);

        int consent_engine_record_all(
                Pointer engine, byte[] lines, Size size, long recordedAt, LongByReference accepted, PointerByReference error);

        int consent_engine_explain(
                Pointer engine, byte[] use, Size size, int audience, int lang, PointerByReference out, PointerByReference error);

        void consent_engine_free(Pointer engine);

        int consent_query_from_json(
                Pointer engine, byte[] json, Size size, int flags, PointerByReference out, PointerByReference error);

        int consent_query_decide(
                Pointer query, byte[] subject, Size size, long at, Answer answer, PointerByReference error);

        void consent_query_free(Pointer query);

        Pointer consent_text_data(Pointer text);

        Size consent_text_size(Pointer text);

        void consent_text_free(Pointer text);

        Pointer consent_error_code(Pointer error);

        Pointer consent_error_message(Pointer error);

        void consent_error_free(Pointer error);
    }

    /** The library that the property {@code consent.library} names, or else the installed one. */
    private static final Api API = Native.load(System.getProperty("consent.library", "consent"), Api.class);

    /** What went wrong: a stable code and a message; of recordAll also how many events were accepted before it. */
    static final class Failure extends RuntimeException {
        final int status;
        final String code;
        long accepted;

        Failure(int status, String code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }
    }

    private static String text(Pointer text) {
        Pointer data = API.consent_text_data(text);
        int size = API.consent_text_size(text).intValue();
        return data == null ? "" : new String(data.getByteArray(0, size), StandardCharsets.UTF_8);
    }

    private static void check(int status, PointerByReference error) {
        if (status == 0) {
            return;
        }
        Pointer found = error.getValue();
        try {
            throw new Failure(status, text(API.consent_error_code(found)), text(API.consent_error_message(found)));
        } finally {
            API.consent_error_free(found);
        }
    }

    /** Half a surrogate pair is no text: as `getBytes` writes it, it would be somebody else's key. */
    private static byte[] bytes(String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return Arrays.copyOf(bytes.array(), bytes.limit());
        } catch (CharacterCodingException half) {
            throw new IllegalArgumentException("expected a text in Unicode, found half of a surrogate pair", half);
        }
    }

    /** Catalogues and a ledger. */
    static final class Engine implements AutoCloseable {
        private Pointer handle;

        Engine() {
            PointerByReference error = new PointerByReference();
            check(API.consent_check_version(VERSION, error), error);
            PointerByReference out = new PointerByReference();
            check(API.consent_engine_new(out, error), error);
            handle = out.getValue();
        }

        void addCatalogue(byte[] json) {
            PointerByReference error = new PointerByReference();
            check(API.consent_engine_add_catalogue(handle, json, new Size(json.length), null, error), error);
        }

        void record(String event, long recordedAt) {
            PointerByReference error = new PointerByReference();
            byte[] json = bytes(event);
            check(API.consent_engine_record(handle, json, new Size(json.length), recordedAt, null, error), error);
        }

        long recordAll(byte[] lines, long recordedAt) {
            PointerByReference error = new PointerByReference();
            LongByReference accepted = new LongByReference();
            int status = API.consent_engine_record_all(handle, lines, new Size(lines.length), recordedAt, accepted, error);
            try {
                check(status, error);
            } catch (Failure refusal) {
                refusal.accepted = accepted.getValue();
                throw refusal;
            }
            return accepted.getValue();
        }

        String explain(String use, int audience, int lang) {
            PointerByReference error = new PointerByReference();
            PointerByReference out = new PointerByReference();
            byte[] json = bytes(use);
            check(API.consent_engine_explain(handle, json, new Size(json.length), audience, lang, out, error), error);
            try {
                return text(out.getValue());
            } finally {
                API.consent_text_free(out.getValue());
            }
        }

        Query prepare(String use, int flags) {
            PointerByReference error = new PointerByReference();
            PointerByReference out = new PointerByReference();
            byte[] json = bytes(use);
            check(API.consent_query_from_json(handle, json, new Size(json.length), flags, out, error), error);
            return new Query(out.getValue());
        }

        @Override
        public void close() {
            Pointer old = handle;
            handle = null;
            API.consent_engine_free(old);
        }
    }

    /** A use made ready. */
    static final class Query implements AutoCloseable {
        private Pointer handle;

        private Query(Pointer handle) {
            this.handle = handle;
        }

        Answer decide(String subject, long at) {
            PointerByReference error = new PointerByReference();
            Answer answer = new Answer();
            byte[] key = bytes(subject);
            check(API.consent_query_decide(handle, key, new Size(key.length), at, answer, error), error);
            return answer;
        }

        @Override
        public void close() {
            Pointer old = handle;
            handle = null;
            API.consent_query_free(old);
        }
    }
}
