package io.mxgateway.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who asks the log itself does not depend on what its owner has been told so far. */
class HoldsUpTest {
    private final LogHouse house = new LogHouse(LogHouse.size(4));

    @AfterEach
    void nothingIsLeft() {
        assertThat(house.leftovers()).isEmpty();
    }

    @Test
    void itIsSoWhileEveryStreamIsFull() {
        LogHouse.Reader reader = house.attach(StreamStart.LIVE);
        house.append(4);
        assertThat(house.log.holdsUp()).isFalse();
        house.append(1);
        assertThat(house.log.holdsUp()).isTrue();
        reader.all();
        assertThat(house.log.holdsUp()).isFalse();
        assertThat(house.owner.pressure()).containsExactly("hold", "go on");
    }

    @Test
    void whoSawItHearsThatItIsOverEvenIfTheOwnerWasBusyAllTheWhile() {
        List<String> seen = new ArrayList<>();
        LogHouse.Reader reader = house.attach(StreamStart.LIVE);
        house.append(5);
        house.owner.whenTold("go on", () -> {
            // The owner cannot be told anything as long as it listens to this.
            house.append(5);
            seen.add("holds up: " + house.log.holdsUp());
            reader.all();
            seen.add("holds up: " + house.log.holdsUp());
        });
        reader.all();

        assertThat(seen).containsExactly("holds up: true", "holds up: false");
        assertThat(house.owner.pressure()).containsExactly("hold", "go on", "go on");
    }
}
