package io.mxgateway.grpc.simulator;

import com.google.protobuf.TextFormat;
import com.google.protobuf.TextFormatParseInfoTree;
import io.mxgateway.core.config.ConfigException;
import io.mxgateway.core.config.ConfigProblem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the description of a simulated galaxy: one {@code SimulatedGalaxy} of {@code proto/simulator_galaxy.proto} in
 * protobuf text format, UTF-8. Pure functions.
 */
public final class GalaxyFile {
    /** The largest file that is read, in bytes. */
    public static final long MAX_BYTES = 64L << 20;

    private static final int MAX_PROBLEMS = 100;

    private GalaxyFile() {}

    /**
     * The galaxy that a file describes.
     *
     * @throws GalaxyFileException when there is no such file, or with everything that is wrong with it
     */
    public static io.mxgateway.core.simulator.SimulatedGalaxy read(Path file) throws GalaxyFileException {
        return parse(text(file));
    }

    /**
     * The galaxy that a text describes.
     *
     * @throws GalaxyFileException with everything that is wrong with it; of faults in the grammar only the first
     */
    public static io.mxgateway.core.simulator.SimulatedGalaxy parse(String text) throws GalaxyFileException {
        io.mxgateway.proto.simulator.v1.SimulatedGalaxy message = merge(text, null);
        GalaxyReader reader = new GalaxyReader();
        Set<ConfigProblem> problems = new LinkedHashSet<>();
        ConfigException cause = null;
        try {
            io.mxgateway.core.simulator.SimulatedGalaxy galaxy = reader.read(message);
            if (reader.problems().isEmpty()) {
                return galaxy;
            }
        } catch (ConfigException e) {
            problems.addAll(e.problems());
            cause = e;
        }
        problems.addAll(reader.problems());
        throw new GalaxyFileException(located(problems, message, text), cause);
    }

    /**
     * What stands in a file, not looked at yet.
     *
     * @throws GalaxyFileException when there is no such file, or it cannot hold a description
     */
    public static String text(Path file) throws GalaxyFileException {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw whole("must be a regular file", null);
            }
            long size = Files.size(file);
            if (size > MAX_BYTES) {
                throw whole(size + " bytes are more than the " + MAX_BYTES + " that a galaxy file may have", null);
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw whole("there is no such file", e);
        } catch (CharacterCodingException e) {
            throw whole("must be text in UTF-8", e);
        } catch (IOException e) {
            throw whole("cannot be read: " + e, e);
        }
    }

    private static GalaxyFileException whole(String text, Throwable cause) {
        return new GalaxyFileException(List.of(GalaxyFileProblem.ofWhole(text)), cause);
    }

    /** The message; {@code places} learns where everything stands, unless it is null. */
    private static io.mxgateway.proto.simulator.v1.SimulatedGalaxy merge(
            String text, TextFormatParseInfoTree.Builder places) throws GalaxyFileException {
        TextFormat.Parser.Builder parser = TextFormat.Parser.newBuilder()
                .setSingularOverwritePolicy(TextFormat.Parser.SingularOverwritePolicy.FORBID_SINGULAR_OVERWRITES);
        if (places != null) {
            parser.setParseInfoTreeBuilder(places);
        }
        var message = io.mxgateway.proto.simulator.v1.SimulatedGalaxy.newBuilder();
        try {
            parser.build().merge(text, message);
        } catch (TextFormat.ParseException e) {
            throw new GalaxyFileException(List.of(new GalaxyFileProblem(e.getLine(), e.getColumn(), grammar(e))), e);
        }
        return message.build();
    }

    /** What the parser says, without the place that it puts before it. */
    private static String grammar(TextFormat.ParseException e) {
        String place = e.getLine() + ":" + e.getColumn() + ": ";
        String message = String.valueOf(e.getMessage());
        return message.startsWith(place) ? message.substring(place.length()) : message;
    }

    /** Reads the text once more, for where things stand: a file that is in order need not pay for that. */
    private static List<GalaxyFileProblem> located(
            Set<ConfigProblem> problems, io.mxgateway.proto.simulator.v1.SimulatedGalaxy message, String text)
            throws GalaxyFileException {
        TextFormatParseInfoTree.Builder tree = TextFormatParseInfoTree.builder();
        merge(text, tree);
        GalaxyPlaces places = new GalaxyPlaces(message, tree.build());
        List<GalaxyFileProblem> located = new ArrayList<>();
        problems.forEach(problem -> located.add(places.locate(problem)));
        located.sort(Comparator.comparingInt(GalaxyFileProblem::line).thenComparingInt(GalaxyFileProblem::column));
        return located.subList(0, Math.min(MAX_PROBLEMS, located.size()));
    }
}
