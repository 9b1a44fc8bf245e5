// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProofHarness} from "../../../contracts/mocks/ProofHarness.sol";
import {NaiveSha256Tree} from "./support/NaiveTree.sol";
import {VM, between, check} from "./support/Vm.sol";

/// @title Rfc9162Test
/// @notice The verifiers say yes to every honest proof and to nothing else.
contract Rfc9162Test is NaiveSha256Tree {
    uint256 private constant LARGEST = 300;

    ProofHarness private _harness;
    bytes32[] private _leaves;

    function setUp() public {
        _harness = new ProofHarness();
        for (uint256 i = 0; i < LARGEST; ++i) _leaves.push(sha256(abi.encodePacked(uint8(0), i)));
    }

    function test_every_extension_up_to_64_leaves_is_consistent() public view {
        bytes32[] memory leaves = _leaves;
        for (uint64 size = 2; size <= 64; ++size) {
            bytes32 root = _hash(leaves, 0, size);
            for (uint64 old = 1; old < size; ++old) {
                bytes32[] memory proof = _consistency(leaves, old, size);
                check(_harness.verifyConsistency(old, _hash(leaves, 0, old), size, root, proof), "honest extension");
            }
        }
    }

    function test_every_leaf_up_to_64_leaves_is_included() public view {
        bytes32[] memory leaves = _leaves;
        for (uint64 size = 1; size <= 64; ++size) {
            bytes32 root = _hash(leaves, 0, size);
            for (uint64 index = 0; index < size; ++index) {
                bytes32[] memory proof = _inclusion(leaves, index, size);
                check(_harness.verifyInclusion(leaves[index], index, size, root, proof), "honest leaf");
            }
        }
    }

    function testFuzz_an_honest_extension_is_consistent(uint64 a, uint64 b) public view {
        (uint64 old, uint64 size, bytes32[] memory proof) = _extension(a, b);
        bytes32[] memory leaves = _leaves;
        check(
            _harness.verifyConsistency(old, _hash(leaves, 0, old), size, _hash(leaves, 0, size), proof),
            "honest extension"
        );
    }

    function testFuzz_a_rewritten_leaf_is_inconsistent(uint64 a, uint64 b, uint64 place, bytes32 forged) public view {
        (uint64 old, uint64 size, ) = _extension(a, b);
        bytes32[] memory leaves = _leaves;
        bytes32 oldRoot = _hash(leaves, 0, old);
        place = uint64(between(place, 0, old - 1));
        VM.assume(forged != leaves[place]);
        leaves[place] = forged;
        check(
            !_harness.verifyConsistency(old, oldRoot, size, _hash(leaves, 0, size), _consistency(leaves, old, size)),
            "rewritten history"
        );
    }

    function testFuzz_a_flipped_bit_is_refused(uint64 a, uint64 b, uint256 element, uint8 bit) public view {
        (uint64 old, uint64 size, bytes32[] memory proof) = _extension(a, b);
        bytes32[] memory leaves = _leaves;
        element = between(element, 0, proof.length - 1);
        proof[element] ^= bytes32(uint256(1) << bit);
        check(
            !_harness.verifyConsistency(old, _hash(leaves, 0, old), size, _hash(leaves, 0, size), proof),
            "flipped bit"
        );
    }

    function testFuzz_another_length_is_refused(uint64 a, uint64 b, uint8 length, bytes32 filler) public view {
        (uint64 old, uint64 size, bytes32[] memory whole) = _extension(a, b);
        bytes32[] memory leaves = _leaves;
        VM.assume(length != whole.length);
        bytes32[] memory proof = new bytes32[](length);
        for (uint256 i = 0; i < length; ++i) proof[i] = i < whole.length ? whole[i] : filler;
        check(
            !_harness.verifyConsistency(old, _hash(leaves, 0, old), size, _hash(leaves, 0, size), proof),
            "another length"
        );
    }

    function testFuzz_a_size_out_of_reach_is_refused(uint64 a, uint64 b, uint64 beyond) public view {
        (uint64 old, uint64 size, bytes32[] memory proof) = _extension(a, b);
        bytes32[] memory leaves = _leaves;
        // Sizes of one more level than the proof climbs: its elements end below their root.
        uint64 full = 1;
        while (full < size) full *= 2;
        beyond = uint64(between(beyond, full + 1, type(uint64).max - 1));
        check(
            !_harness.verifyConsistency(old, _hash(leaves, 0, old), beyond, _hash(leaves, 0, size), proof),
            "size out of reach"
        );
    }

    function testFuzz_made_up_proofs_are_refused(
        uint64 old,
        bytes32 oldRoot,
        uint64 size,
        bytes32 root,
        bytes32[] calldata proof
    ) public view {
        check(!_harness.verifyConsistency(old, oldRoot, size, root, proof), "made up");
    }

    function testFuzz_a_leaf_has_one_place(uint64 a, uint64 b, uint64 elsewhere) public view {
        uint64 size = uint64(between(a, 1, LARGEST));
        uint64 index = uint64(between(b, 0, size - 1));
        bytes32[] memory leaves = _leaves;
        bytes32 root = _hash(leaves, 0, size);
        bytes32[] memory proof = _inclusion(leaves, index, size);
        check(_harness.verifyInclusion(leaves[index], index, size, root, proof), "honest leaf");
        VM.assume(elsewhere != index);
        check(!_harness.verifyInclusion(leaves[index], elsewhere, size, root, proof), "another place");
    }

    function _extension(uint64 a, uint64 b) private view returns (uint64 old, uint64 size, bytes32[] memory proof) {
        size = uint64(between(a, 2, LARGEST));
        old = uint64(between(b, 1, size - 1));
        proof = _consistency(_leaves, old, size);
    }
}
