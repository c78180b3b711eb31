package io.mxgateway.core.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mxgateway.core.mx.MxArray;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxEventData;
import io.mxgateway.core.mx.MxEventFamily;
import io.mxgateway.core.mx.MxReplyPayload;
import io.mxgateway.core.mx.MxStatus;
import io.mxgateway.core.mx.MxStatusCategory;
import io.mxgateway.core.mx.MxValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteOutcomeTest {
    private final Sim sim = new Sim(PlantGalaxy.secured());
    private final int server = sim.register();

    private static void assertStatus(MxStatus status, MxStatusCategory category, int detail) {
        assertThat(status.category()).as(status.toString()).isEqualTo(category);
        assertThat(status.detail()).as(status.toString()).isEqualTo(detail);
        assertThat(status.success()).isEqualTo(category == MxStatusCategory.OK ? -1 : 0);
        assertThat(status.rawCategory()).isEqualTo(category.nativeNumber());
    }

    private int user(String name) {
        return ((MxReplyPayload.UserId) sim.ok(new MxCommand.AuthenticateUser(server, name, name))
                        .payload())
                .userId();
    }

    private MxStatus plain(String reference, int user) {
        int item = sim.subscribe(server, reference);
        sim.ok(new MxCommand.Write(server, item, MxValue.of(5), user));
        return sim.completion(item);
    }

    private MxStatus secured(String reference, int user, int verifier) {
        int item = sim.subscribe(server, reference);
        sim.ok(new MxCommand.WriteSecured(server, item, user, verifier, MxValue.of(5)));
        return sim.completion(item);
    }

    @Test
    void aValueThatFitsIsWritten() {
        assertStatus(sim.outcome(server, "Types.Integer", MxValue.of(7)), MxStatusCategory.OK, 0);
        assertThat(sim.read(server, "Types.Integer").value()).isEqualTo(MxValue.of(7));
    }

    @Test
    void aTagThatDoesNotResolveIsAConfigurationError6() {
        assertStatus(sim.outcome(server, "No.Such", MxValue.of(7)), MxStatusCategory.CONFIGURATION_ERROR, 6);
    }

    @ParameterizedTest
    @CsvSource({
        "Types.Integer, abc, 19",
        "Types.Double, abc, 19",
        "Types.Boolean, maybe, 19",
        "Types.Time, yesterday, 19",
        "Types.ElapsedTime, PTX, 19",
        "Types.Enum, Sideways, 19",
        "Types.Integer, 3000000000, 20",
        "Types.Integer, NaN, 20",
        "Types.Float, 1e300, 20",
        "Types.QualifiedStruct, x, 18",
        "Types.Limited, 11, 1004",
        "Types.Limited, -1, 1004",
        "Reactor_001.SetPoint, 100.5, 1004",
        "Reactor_001.SetPoint, NaN, 1004",
        "Types.Enum, 3, 1004",
        "Arrays.Integer[], 1, 13"
    })
    void aTextThatDoesNotFitIsAConfigurationError(String reference, String text, int detail) {
        assertStatus(sim.outcome(server, reference, MxValue.of(text)), MxStatusCategory.CONFIGURATION_ERROR, detail);
    }

    @Test
    void valuesOfTheWrongKindAreConfigurationErrors() {
        MxValue array = MxValue.of(MxArray.ofInts(List.of(1, 2)));
        assertStatus(sim.outcome(server, "Types.Integer", array), MxStatusCategory.CONFIGURATION_ERROR, 13);
        assertStatus(sim.outcome(server, "Types.Integer", MxValue.empty()), MxStatusCategory.CONFIGURATION_ERROR, 1005);
        assertStatus(sim.outcome(server, "Types.Time", MxValue.of(true)), MxStatusCategory.CONFIGURATION_ERROR, 18);
        assertStatus(
                sim.outcome(server, "Types.Integer", MxValue.of(Instant.EPOCH)),
                MxStatusCategory.CONFIGURATION_ERROR,
                18);
        assertStatus(
                sim.outcome(server, "Types.Integer", MxValue.of(1L << 40)), MxStatusCategory.CONFIGURATION_ERROR, 20);
        assertStatus(sim.outcome(server, "Arrays.Integer[]", array), MxStatusCategory.CONFIGURATION_ERROR, 1003);
    }

    @ParameterizedTest
    @CsvSource({
        "Types.Boolean, 1, true",
        "Types.Integer, 2.6, 3",
        "Types.String, 2.5, 2.5",
        "Types.Enum, fault, 2",
        "Types.ElapsedTime, PT1M30S, 90.0",
        "Types.Double, 1e3, 1000.0",
        "Types.Time, 2026-02-03T04:05:06Z, 2026-02-03T04:05:06Z",
        "Types.BigString, x, x",
        "Types.Reference, Pump_001.PV, Pump_001.PV"
    })
    void textsAreConverted(String reference, String text, String expected) {
        assertStatus(sim.outcome(server, reference, MxValue.of(text)), MxStatusCategory.OK, 0);
        Object content = sim.read(server, reference).value().content();
        assertThat(content.toString()).endsWith("[value=" + expected + "]");
    }

    @ParameterizedTest
    @CsvSource({"Types.Calculated", "Types.Constant", "Classes.ViewOnly", "Reactor_001.PV", "Types.Integer.Quality"})
    void whatIsNotWriteableIsAnOperationalError1007(String reference) {
        assertStatus(plain(reference, user("engineer")), MxStatusCategory.OPERATIONAL_ERROR, 1007);
    }

    @ParameterizedTest
    @CsvSource({
        "Classes.FreeAccess, guest, 0",
        "Classes.Operate, guest, 1016",
        "Classes.Operate, operator, 0",
        "Classes.Tune, operator, 1016",
        "Classes.Tune, tuner, 0",
        "Classes.Configure, tuner, 1016",
        "Classes.Configure, engineer, 0",
        "Classes.SecuredWrite, engineer, 1012",
        "Classes.VerifiedWrite, engineer, 1013"
    })
    void aPlainWriteNeedsTheRightOfTheClass(String reference, String name, int detail) {
        assertStatus(
                plain(reference, user(name)),
                detail == 0 ? MxStatusCategory.OK : MxStatusCategory.SECURITY_ERROR,
                detail);
    }

    @Test
    void aWriteByNobodyNeedsFreeAccess() {
        assertStatus(plain("Classes.FreeAccess", 0), MxStatusCategory.OK, 0);
        assertStatus(plain("Classes.Operate", 0), MxStatusCategory.SECURITY_ERROR, 1016);
    }

    @Test
    void aUserIdThatThisSessionWasNotToldOfHasNoRights() {
        assertStatus(plain("Classes.Operate", 1), MxStatusCategory.SECURITY_ERROR, 1016);
        assertThat(user("operator")).isEqualTo(1);
        assertStatus(plain("Classes.Operate", 1), MxStatusCategory.OK, 0);
    }

    @Test
    void aSecuredAttributeTakesASecuredWriteOfOneWhoMayOperate() {
        assertStatus(secured("Classes.SecuredWrite", user("operator"), 0), MxStatusCategory.OK, 0);
        assertStatus(secured("Classes.SecuredWrite", user("guest"), 0), MxStatusCategory.SECURITY_ERROR, 1016);
    }

    @Test
    void aVerifiedAttributeNeedsTwoUsersAndTheSecondMustBeAllowedToVerify() {
        int operator = user("operator");
        int supervisor = user("supervisor");
        int tuner = user("tuner");
        assertStatus(secured("Classes.VerifiedWrite", operator, 0), MxStatusCategory.SECURITY_ERROR, 1013);
        assertStatus(secured("Classes.VerifiedWrite", supervisor, supervisor), MxStatusCategory.SECURITY_ERROR, 1013);
        assertStatus(secured("Classes.VerifiedWrite", operator, tuner), MxStatusCategory.SECURITY_ERROR, 1017);
        assertStatus(
                secured("Classes.VerifiedWrite", user("guest"), supervisor), MxStatusCategory.SECURITY_ERROR, 1016);
        assertStatus(secured("Classes.VerifiedWrite", operator, supervisor), MxStatusCategory.OK, 0);
    }

    @Test
    void aSupervisoryAdviseMakesWritesTheSystems() {
        for (String reference : List.of("Classes.SecuredWrite", "Classes.VerifiedWrite")) {
            int item = sim.add(server, reference);
            sim.ok(new MxCommand.AdviseSupervisory(server, item));
            sim.write(server, item, MxValue.of(3));
            assertStatus(sim.completion(item), MxStatusCategory.OK, 0);
        }
    }

    @Test
    void withSecurityOffNobodyIsAsked() {
        Sim open = new Sim();
        int handle = open.register();
        for (String reference : List.of(
                "Classes.Operate",
                "Classes.SecuredWrite",
                "Classes.VerifiedWrite",
                "Classes.Tune",
                "Classes.Configure")) {
            assertStatus(open.outcome(handle, reference, MxValue.of(1)), MxStatusCategory.OK, 0);
        }
        assertStatus(open.outcome(handle, "Classes.ViewOnly", MxValue.of(1)), MxStatusCategory.OPERATIONAL_ERROR, 1007);
    }

    @Test
    void aSecuredWriteOfAUserWhoDidNotSignInIsRefusedWithoutAnEvent() {
        int item = sim.subscribe(server, "Classes.SecuredWrite");
        sim.events.clear();
        assertThat(sim.refused(new MxCommand.WriteSecured(server, item, 1, 0, MxValue.of(1))))
                .isEqualTo(0x80004021);
        int operator = user("operator");
        assertThat(sim.refused(new MxCommand.WriteSecured2(
                        server, item, operator, 4, MxValue.of(1), MxValue.of(Instant.EPOCH))))
                .isEqualTo(0x80004021);
        sim.pass(2_000);
        assertThat(sim.of(MxEventFamily.ON_WRITE_COMPLETE)).isEmpty();
    }

    @Test
    void signingInNeedsTheRightPasswordAndSecurityOffLetsAnyoneBeUserOne() {
        assertThat(user("operator")).isEqualTo(1);
        assertThat(user("operator")).isEqualTo(1);
        assertThat(sim.refused(new MxCommand.AuthenticateUser(server, "operator", "wrong")))
                .isEqualTo(0x80070057);
        assertThat(sim.refused(new MxCommand.AuthenticateUser(server, "nobody", "nobody")))
                .isEqualTo(0x80070057);
        Sim open = new Sim();
        MxReplyPayload payload = open.ok(new MxCommand.AuthenticateUser(open.register(), "anyone", ""))
                .payload();
        assertThat(payload).isEqualTo(new MxReplyPayload.UserId(1));
    }

    @Test
    void aUserIsFoundByGuidWithAndWithoutBraces() {
        String guid = PlantGalaxy.create().users().get(2).guid();
        for (String written : List.of(guid, "{" + guid.toUpperCase(Locale.ROOT) + "}")) {
            assertThat(sim.ok(new MxCommand.ArchestrAUserToId(server, written)).payload())
                    .isEqualTo(new MxReplyPayload.UserId(3));
        }
        assertThat(sim.refused(new MxCommand.ArchestrAUserToId(server, "none"))).isEqualTo(0x80070057);
    }

    @Test
    void aWriteToAnItemThatIsNotAdvisedIsRefusedUnlessTheOptionSaysOtherwise() {
        int item = sim.add(server, "Types.Integer");
        assertThat(sim.refused(new MxCommand.Write(server, item, MxValue.of(1), 0)))
                .isEqualTo(0x80070057);
        sim.pass(1_000);
        assertThat(sim.events).isEmpty();

        Sim lenient = new Sim(
                PlantGalaxy.create(),
                SimulatorOptions.DEFAULT.withChoices(MxChoices.DEFAULT.withWriteRequiresAdvise(false)));
        int handle = lenient.register();
        int free = lenient.add(handle, "Types.Integer");
        lenient.write(handle, free, MxValue.of(1));
        assertStatus(lenient.completion(free), MxStatusCategory.OK, 0);
    }

    @Test
    void write2GivesTheValueItsTime() {
        int item = sim.subscribe(server, "Types.Integer");
        Instant when = Instant.parse("2020-02-02T02:02:02Z");
        sim.ok(new MxCommand.Write2(server, item, MxValue.of(9), MxValue.of(when), 0));
        sim.nextScan();
        assertThat(sim.last(item).sourceTimestamp()).isEqualTo(when);

        sim.ok(new MxCommand.Write2(server, item, MxValue.of(10), MxValue.of("no time"), 0));
        assertStatus(sim.completion(item), MxStatusCategory.CONFIGURATION_ERROR, 19);
    }

    @Test
    void oneElementOfAnArrayIsWrittenAndTheOthersStay() {
        int whole = sim.subscribe(server, "Arrays.Integer[]");
        assertStatus(sim.outcome(server, "Arrays.Integer[2]", MxValue.of(20)), MxStatusCategory.OK, 0);
        MxValue.Array value = (MxValue.Array) sim.last(whole).value().content();
        assertThat(value.value()).isEqualTo(MxArray.ofInts(List.of(1, 20, 3, 0, 0)));

        MxValue doubles = MxValue.of(MxArray.ofDoubles(List.of(9.0, 8.0, 7.0, 6.0, 5.0)));
        assertStatus(sim.outcome(server, "Arrays.Integer[]", doubles), MxStatusCategory.OK, 0);
        assertThat(sim.read(server, "Arrays.Integer[5]").value()).isEqualTo(MxValue.of(5));
    }

    @Test
    void severalWritesInOneScanCompleteEachAndChangeOnce() {
        int item = sim.subscribe(server, "Types.Integer");
        sim.events.clear();
        for (int i = 1; i <= 3; i++) {
            sim.write(server, item, MxValue.of(i));
        }
        sim.nextScan();
        assertThat(sim.events)
                .extracting(MxEventData::family)
                .containsExactly(
                        MxEventFamily.ON_WRITE_COMPLETE,
                        MxEventFamily.ON_WRITE_COMPLETE,
                        MxEventFamily.ON_WRITE_COMPLETE,
                        MxEventFamily.ON_DATA_CHANGE);
        assertThat(sim.last(item).value()).isEqualTo(MxValue.of(3));
    }

    @Test
    void aWriteOfTheSameValueCompletesAndChangesNothing() {
        int item = sim.subscribe(server, "Types.Integer");
        sim.events.clear();
        sim.write(server, item, MxValue.of(42));
        sim.nextScan();
        assertThat(sim.events).extracting(MxEventData::family).containsExactly(MxEventFamily.ON_WRITE_COMPLETE);
    }

    @Test
    void aWriteStopsTheSignalAndSticks() {
        int item = sim.subscribe(server, "Heartbeat.Counter");
        sim.write(server, item, MxValue.of(-5));
        sim.pass(5_000);
        assertThat(sim.last(item).value()).isEqualTo(MxValue.of(-5));
        assertThat(sim.dataOf(item)).hasSize(2);
    }

    @Test
    void aWriteIsSeenInOtherSessionsOfTheSameGalaxy() {
        Sim other = sim.another();
        int there = other.subscribe(other.register(), "Types.Integer");
        sim.outcome(server, "Types.Integer", MxValue.of(1234));
        sim.pass(500);
        assertThat(other.last(there).value()).isEqualTo(MxValue.of(1234));
        assertThat(other.of(MxEventFamily.ON_WRITE_COMPLETE)).isEmpty();
    }
}
