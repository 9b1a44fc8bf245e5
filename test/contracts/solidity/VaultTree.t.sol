// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProofHarness} from "../../../contracts/mocks/ProofHarness.sol";
import {NaiveKeccakTree} from "./support/NaiveTree.sol";
import {VM, between, check} from "./support/Vm.sol";

/// @title VaultTreeTest
/// @notice A leaf climbs to its own root from its own place, and nothing else does.
contract VaultTreeTest is NaiveKeccakTree {
    uint256 private constant LARGEST = 300;

    ProofHarness private _harness;
    bytes32[] private _leaves;

    function setUp() public {
        _harness = new ProofHarness();
        for (uint256 i = 0; i < LARGEST; ++i) _leaves.push(keccak256(abi.encodePacked(uint8(0), i)));
    }

    function test_every_leaf_up_to_64_leaves_climbs_to_the_root() public view {
        bytes32[] memory leaves = _leaves;
        for (uint64 count = 1; count <= 64; ++count) {
            bytes32 root = _hash(leaves, 0, count);
            for (uint64 index = 0; index < count; ++index) {
                bytes32[] memory proof = _inclusion(leaves, index, count);
                check(_reaches(leaves[index], index, count, proof, root), "honest leaf");
            }
        }
    }

    function testFuzz_a_leaf_has_one_place(uint64 a, uint64 b, uint64 elsewhere) public view {
        (bytes32 leaf, uint64 index, uint64 count, bytes32[] memory proof, bytes32 root) = _case(a, b);
        check(_reaches(leaf, index, count, proof, root), "honest leaf");
        VM.assume(elsewhere != index);
        check(!_reaches(leaf, elsewhere, count, proof, root), "another place");
    }

    function testFuzz_another_leaf_is_refused(uint64 a, uint64 b, bytes32 forged) public view {
        (bytes32 leaf, uint64 index, uint64 count, bytes32[] memory proof, bytes32 root) = _case(a, b);
        VM.assume(forged != leaf);
        check(!_reaches(forged, index, count, proof, root), "another leaf");
    }

    function testFuzz_a_flipped_bit_is_refused(uint64 a, uint64 b, uint256 element, uint8 bit) public view {
        (bytes32 leaf, uint64 index, uint64 count, bytes32[] memory proof, bytes32 root) = _case(a, b);
        VM.assume(proof.length > 0);
        proof[between(element, 0, proof.length - 1)] ^= bytes32(uint256(1) << bit);
        check(!_reaches(leaf, index, count, proof, root), "flipped bit");
    }

    function testFuzz_another_length_is_refused(uint64 a, uint64 b, uint8 length, bytes32 filler) public view {
        (bytes32 leaf, uint64 index, uint64 count, bytes32[] memory whole, bytes32 root) = _case(a, b);
        VM.assume(length != whole.length);
        bytes32[] memory proof = new bytes32[](length);
        for (uint256 i = 0; i < length; ++i) proof[i] = i < whole.length ? whole[i] : filler;
        check(!_reaches(leaf, index, count, proof, root), "another length");
    }

    function testFuzz_the_root_names_epoch_and_count(
        uint64 epoch,
        uint64 count,
        bytes32 tree,
        uint64 other
    ) public view {
        bytes32 root = _harness.vaultRoot(epoch, count, tree);
        check(root == keccak256(abi.encodePacked(uint8(2), epoch, count, tree)), "layout");
        if (other != epoch) check(root != _harness.vaultRoot(other, count, tree), "another epoch");
        if (other != count) check(root != _harness.vaultRoot(epoch, other, tree), "another count");
    }

    function _case(
        uint64 a,
        uint64 b
    ) private view returns (bytes32 leaf, uint64 index, uint64 count, bytes32[] memory proof, bytes32 root) {
        count = uint64(between(a, 1, LARGEST));
        index = uint64(between(b, 0, count - 1));
        bytes32[] memory leaves = _leaves;
        return (leaves[index], index, count, _inclusion(leaves, index, count), _hash(leaves, 0, count));
    }

    function _reaches(
        bytes32 leaf,
        uint64 index,
        uint64 count,
        bytes32[] memory proof,
        bytes32 root
    ) private view returns (bool) {
        (bool whole, bytes32 found) = _harness.climb(leaf, index, count, proof);
        return whole && found == root;
    }
}
