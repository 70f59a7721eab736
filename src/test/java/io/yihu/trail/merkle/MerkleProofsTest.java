package io.yihu.trail.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MerkleProofsTest {
    private static final Path VECTORS = Path.of("src/test/resources/merkle/rfc6962");
    private final TreeHash hash = new TreeHash(MerkleProofsTest::sha256);
    private final MerkleProofs proofs = new MerkleProofs(hash);

    /** Leaves and roots that implementations of certificate transparency have shared since 2012. */
    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void rootsAreThoseOfTheCommonVectors() {
        List<byte[]> leaves = new ArrayList<>();
        assertThat(hex(proofs.root(leaves))).isEqualTo(ROOTS.get(0));
        for (int size = 1; size <= LEAVES.size(); size++) {
            leaves.add(hash.leaf(HexFormat.of().parseHex(LEAVES.get(size - 1))));
            assertThat(hex(proofs.root(leaves))).as("size " + size).isEqualTo(ROOTS.get(size));
        }
    }

    @Test
    void everyInclusionProofHoldsForItsPlaceOnly() {
        List<byte[]> leaves = leaves(70);
        for (int size = 1; size <= leaves.size(); size++) {
            byte[] root = proofs.root(leaves.subList(0, size));
            for (int index = 0; index < size; index++) {
                List<byte[]> proof = proofs.inclusion(proofs.over(leaves), index, size);
                assertThat(proofs.includes(leaves.get(index), index, size, proof, root))
                        .isTrue();
                assertThat(proofs.includes(leaves.get(index), index + 1, size, proof, root))
                        .isFalse();
                assertThat(proofs.includes(hash.leaf(new byte[] {1, 2, 3}), index, size, proof, root))
                        .isFalse();
            }
        }
    }

    @Test
    void everyConsistencyProofHoldsAndRefusesAnotherPast() {
        List<byte[]> leaves = leaves(70);
        for (int newer = 1; newer <= leaves.size(); newer++) {
            byte[] newRoot = proofs.root(leaves.subList(0, newer));
            for (int older = 1; older <= newer; older++) {
                byte[] oldRoot = proofs.root(leaves.subList(0, older));
                List<byte[]> proof = proofs.consistency(proofs.over(leaves), older, newer);
                assertThat(proofs.consistent(older, oldRoot, newer, newRoot, proof))
                        .as(older + " in " + newer)
                        .isTrue();
                assertThat(proofs.consistent(older, hash.plain(oldRoot), newer, newRoot, proof))
                        .isFalse();
            }
        }
    }

    @Test
    void aTreeGrownInPiecesHasTheSameRootAndTiles() {
        List<byte[]> leaves = leaves(1000);
        List<String> tiles = new ArrayList<>();
        Random cuts = new Random(7);
        TreeGrowth tree = new TreeGrowth(hash, 0, proofs.over(leaves), (level, index, node) -> {});
        for (int size = 0; size < leaves.size(); ) {
            int next = Math.min(leaves.size(), size + 1 + cuts.nextInt(90));
            tree = new TreeGrowth(
                    hash,
                    size,
                    proofs.over(leaves),
                    (level, index, node) -> tiles.add(level + "/" + index + hex(node)));
            leaves.subList(size, next).forEach(tree::add);
            size = next;
            assertThat(tree.root()).isEqualTo(proofs.root(leaves.subList(0, size)));
        }
        assertThat(tiles)
                .containsExactly(
                        "8/0" + hex(proofs.over(leaves).hash(8, 0)),
                        "8/1" + hex(proofs.over(leaves).hash(8, 1)),
                        "8/2" + hex(proofs.over(leaves).hash(8, 2)));
    }

    @Test
    void sharedVectorsHold() throws IOException {
        int read = 0;
        for (Path file : files("inclusion")) {
            JsonNode v = new JsonMapper().readTree(Files.readString(file));
            boolean holds = proofs.includes(
                    bytes(v.get("leafHash")),
                    v.get("leafIdx").longValue(),
                    v.get("treeSize").longValue(),
                    list(v.get("proof")),
                    bytes(v.get("root")));
            assertThat(holds).as(file.toString()).isEqualTo(!v.get("wantErr").booleanValue());
            read++;
        }
        for (Path file : files("consistency")) {
            JsonNode v = new JsonMapper().readTree(Files.readString(file));
            long older = v.get("size1").longValue();
            if (older > 0) {
                boolean holds = proofs.consistent(
                        older,
                        bytes(v.get("root1")),
                        v.get("size2").longValue(),
                        bytes(v.get("root2")),
                        list(v.get("proof")));
                assertThat(holds)
                        .as(file.toString())
                        .isEqualTo(!v.get("wantErr").booleanValue());
                read++;
            }
        }
        assertThat(read).isGreaterThanOrEqualTo(9);
    }

    private static List<Path> files(String kind) throws IOException {
        try (Stream<Path> walk = Files.walk(VECTORS.resolve(kind))) {
            return walk.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private List<byte[]> leaves(int count) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(hash.leaf(("row " + i).getBytes()));
        }
        return leaves;
    }

    private static byte[] bytes(JsonNode text) {
        return text.isNull() ? new byte[0] : Base64.getDecoder().decode(text.stringValue());
    }

    private static List<byte[]> list(JsonNode array) {
        List<byte[]> list = new ArrayList<>();
        if (array != null && !array.isNull()) {
            array.forEach(text -> list.add(bytes(text)));
        }
        return list;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
