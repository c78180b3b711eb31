package io.mxgateway.core.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "Reactor_001.Level, reactor_001.LEVEL, true",
        "Reactor_001.Level, Reactor_001.Levels, false",
        "Reactor_001.Level, Reactor_001.Leve, false",
        "Mixing*, mixing, true",
        "Mixing*, Mixing.Reactor_001, true",
        "Mixing*, A.Mixing, false",
        "*.Level, Reactor_001.Level, true",
        "*.Level, Reactor_001.Level.Value, false",
        "Reactor_00?.Level, Reactor_002.Level, true",
        "Reactor_00?.Level, Reactor_00.Level, false",
        "Reactor_00?.Level, Reactor_0012.Level, false",
        "R*tor*1.*el, Reactor_001.Level, true",
        "R*tor*2.*el, Reactor_001.Level, false",
        "*a*b, aab, true",
        "*a*b, aba, false",
        "**, anything, true",
        "Recipe[*], recipe[3], true",
        "Ärger*, ärGER.x, true",
    })
    void aPatternDescribesTheWholeTextInEitherCase(String glob, String text, boolean matches) {
        assertThat(Glob.of(glob).matches(text)).isEqualTo(matches);
    }

    @Test
    void aQuestionMarkTakesACharacterOfTwoHalves() {
        assertThat(Glob.of("a?b").matches("a\uD83D\uDE00b")).isTrue();
        assertThat(Glob.of("a?b").matchesSomethingBelow("a\uD83D\uDE00")).isTrue();
        assertThat(Glob.of("a?b").matchesSomethingBelow("a\uD83D\uDE00b.")).isFalse();
    }

    @Test
    void itAgreesWithARegularExpressionOnRandomTexts() {
        long seed = Long.getLong("mxgateway.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String glob = anything(random, "aB.*?", 1 + random.nextInt(7));
            String text = anything(random, "AbB.", random.nextInt(9));
            Pattern regex = Pattern.compile(
                    glob.replace(".", "\\.").replace("*", ".*").replace("?", "."), Pattern.CASE_INSENSITIVE);
            assertThat(Glob.of(glob).matches(text))
                    .as("glob %s text %s seed %s", glob, text, seed)
                    .isEqualTo(regex.matcher(text).matches());
        }
    }

    @Test
    void whatLeadsSomewhereIsWhatSomeLongerTextMatches() {
        long seed = Long.getLong("mxgateway.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            Glob glob = Glob.of(anything(random, "ab*?", 1 + random.nextInt(5)));
            String beginning = anything(random, "ab", random.nextInt(5));
            assertThat(glob.matchesSomethingBelow(beginning))
                    .as("glob %s beginning %s seed %s", glob, beginning, seed)
                    .isEqualTo(longerMatches(glob, beginning, 6));
        }
    }

    private static boolean longerMatches(Glob glob, String beginning, int more) {
        if (more == 0) {
            return false;
        }
        for (char c : new char[] {'a', 'b'}) {
            if (glob.matches(beginning + c) || longerMatches(glob, beginning + c, more - 1)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void patternsThatCanMatchNothingAreRefusedWithWhatWasMeant() {
        assertThatThrownBy(() -> Glob.of(" ")).hasMessageContaining("empty");
        assertThatThrownBy(() -> Glob.of("Mixing.%")).hasMessageContaining("did you mean 'Mixing.*'");
        assertThatThrownBy(() -> Glob.of("Mixing/Reactor")).hasMessageContaining("did you mean 'Mixing.Reactor'");
        assertThatThrownBy(() -> Glob.of("Mixing ")).hasMessageContaining("white space");
        assertThatThrownBy(() -> Glob.of("a\nb")).hasMessageContaining("control character");
        assertThatThrownBy(() -> Glob.of("x".repeat(Glob.MAX_LENGTH + 1))).hasMessageContaining("the most is 512");
    }

    private static String anything(Random random, String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
