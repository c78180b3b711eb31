package io.mxgateway.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mxgateway.core.mx.MxArray;
import io.mxgateway.core.mx.MxCommand;
import io.mxgateway.core.mx.MxDataType;
import io.mxgateway.core.mx.MxSparseArray;
import io.mxgateway.core.mx.MxValue;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandRulesTest {
    private static final MxValue SPARSE =
            MxValue.of(new MxSparseArray(MxDataType.INTEGER, 3, List.of(new MxSparseArray.Element(1, MxValue.of(7)))));
    private static final MxValue WHOLE = MxValue.of(MxArray.ofInts(List.of(0, 7, 0)));
    private static final MxValue PLAIN = MxValue.of(5);

    private static <T> List<T> many(int count, T one) {
        return Collections.nCopies(count, one);
    }

    static Stream<MxCommand> bulksOf10001() {
        int n = 10_001;
        return Stream.of(
                new MxCommand.AddItemBulk(1, many(n, "a")),
                new MxCommand.AdviseItemBulk(1, many(n, 1)),
                new MxCommand.RemoveItemBulk(1, many(n, 1)),
                new MxCommand.UnAdviseItemBulk(1, many(n, 1)),
                new MxCommand.SubscribeBulk(1, many(n, "a")),
                new MxCommand.UnsubscribeBulk(1, many(n, 1)),
                new MxCommand.ReadBulk(1, many(n, "a"), 0),
                new MxCommand.WriteBulk(1, many(n, new MxCommand.WriteEntry(1, PLAIN, 0))),
                new MxCommand.Write2Bulk(1, many(n, new MxCommand.Write2Entry(1, PLAIN, PLAIN, 0))),
                new MxCommand.WriteSecuredBulk(1, many(n, new MxCommand.WriteSecuredEntry(1, 1, 1, PLAIN))),
                new MxCommand.WriteSecured2Bulk(1, many(n, new MxCommand.WriteSecured2Entry(1, 1, 1, PLAIN, PLAIN))));
    }

    @ParameterizedTest
    @MethodSource("bulksOf10001")
    void aBulkWithMoreThan10000EntriesIsRefusedNamingCountAndLimit(MxCommand bulk) {
        SessionException refused = catchThrowableOfType(SessionException.class, () -> CommandRules.prepared(bulk));
        assertThat(refused.code()).isEqualTo(SessionErrorCode.INVALID_REQUEST);
        assertThat(refused).hasMessageContaining("10001").hasMessageContaining("10000");
    }

    @Test
    void aBulkWith10000EntriesPasses() {
        MxCommand bulk = new MxCommand.AddItemBulk(1, many(10_000, "a"));
        assertThat(CommandRules.prepared(bulk)).isSameAs(bulk);
    }

    static Stream<MxCommand> numbersOutOfRange() {
        return Stream.of(
                new MxCommand.SetBufferedUpdateInterval(1, -1),
                new MxCommand.ReadBulk(1, List.of("a"), -1),
                new MxCommand.DrainEvents(-1));
    }

    @ParameterizedTest
    @MethodSource("numbersOutOfRange")
    void anImpossibleNumberIsRefused(MxCommand command) {
        SessionException refused = catchThrowableOfType(SessionException.class, () -> CommandRules.prepared(command));
        assertThat(refused.code()).isEqualTo(SessionErrorCode.INVALID_REQUEST);
        assertThat(refused).hasMessageContaining(command.kind().method());
    }

    @Test
    void aRefusedCommandReachesNoWorkerAndIsTheOutcomeOfItsFuture() {
        Gateway gateway = new Gateway();
        GatewaySession session = gateway.open();
        SessionException refused =
                gateway.refused(gateway.invoking(session, new MxCommand.SetBufferedUpdateInterval(1, -1)));
        assertThat(refused).hasMessageContaining("update_interval_milliseconds is -1");
        assertThat(gateway.worker().commands()).isEmpty();
    }

    @Test
    void sparseArraysBecomeWholeOnesBeforeTheWorkerSeesThem() {
        assertThat(CommandRules.prepared(new MxCommand.Write(1, 2, SPARSE, 3)))
                .isEqualTo(new MxCommand.Write(1, 2, WHOLE, 3));
        assertThat(CommandRules.prepared(new MxCommand.Write2(1, 2, SPARSE, PLAIN, 3)))
                .isEqualTo(new MxCommand.Write2(1, 2, WHOLE, PLAIN, 3));
        assertThat(CommandRules.prepared(new MxCommand.WriteSecured(1, 2, 3, 4, SPARSE)))
                .isEqualTo(new MxCommand.WriteSecured(1, 2, 3, 4, WHOLE));
        assertThat(CommandRules.prepared(new MxCommand.WriteSecured2(1, 2, 3, 4, SPARSE, PLAIN)))
                .isEqualTo(new MxCommand.WriteSecured2(1, 2, 3, 4, WHOLE, PLAIN));
    }

    @Test
    void sparseArraysInBulksBecomeWholeOnesEntryByEntry() {
        assertThat(CommandRules.prepared(new MxCommand.WriteBulk(
                        1, List.of(new MxCommand.WriteEntry(1, PLAIN, 0), new MxCommand.WriteEntry(2, SPARSE, 0)))))
                .isEqualTo(new MxCommand.WriteBulk(
                        1, List.of(new MxCommand.WriteEntry(1, PLAIN, 0), new MxCommand.WriteEntry(2, WHOLE, 0))));
        assertThat(CommandRules.prepared(
                        new MxCommand.Write2Bulk(1, List.of(new MxCommand.Write2Entry(1, SPARSE, PLAIN, 0)))))
                .isEqualTo(new MxCommand.Write2Bulk(1, List.of(new MxCommand.Write2Entry(1, WHOLE, PLAIN, 0))));
        assertThat(CommandRules.prepared(
                        new MxCommand.WriteSecuredBulk(1, List.of(new MxCommand.WriteSecuredEntry(1, 2, 3, SPARSE)))))
                .isEqualTo(new MxCommand.WriteSecuredBulk(1, List.of(new MxCommand.WriteSecuredEntry(1, 2, 3, WHOLE))));
        assertThat(CommandRules.prepared(new MxCommand.WriteSecured2Bulk(
                        1, List.of(new MxCommand.WriteSecured2Entry(1, 2, 3, SPARSE, PLAIN)))))
                .isEqualTo(new MxCommand.WriteSecured2Bulk(
                        1, List.of(new MxCommand.WriteSecured2Entry(1, 2, 3, WHOLE, PLAIN))));
    }

    @Test
    void aCommandWithoutSparseArraysIsNotCopied() {
        MxCommand write = new MxCommand.Write(1, 2, PLAIN, 3);
        assertThat(CommandRules.prepared(write)).isSameAs(write);
        MxCommand bulk = new MxCommand.WriteBulk(1, List.of(new MxCommand.WriteEntry(1, PLAIN, 0)));
        assertThat(CommandRules.prepared(bulk)).isSameAs(bulk);
    }
}
