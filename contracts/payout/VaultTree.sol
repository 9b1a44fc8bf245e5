// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title VaultTree
/// @notice Leaf, node and root of the payout tree: position-ordered, shaped as the trees of RFC 9162, hashed by keccak256.
/// @dev The first byte keeps the three kinds apart: 0x00 leaf (77 bytes), 0x01 node (65 bytes), 0x02 root (49 bytes).
/// None is 64 bytes long, so none passes for a pair of hashes. Frozen by test/vectors/vault-v1.json.
library VaultTree {
    /// @notice keccak256(0x00 ‖ chainId u64 ‖ vault ‖ epoch u64 ‖ lane u32 ‖ wallet ‖ cumulative u64 ‖ lastSeq u64).
    function leaf(
        uint64 chainId,
        address vault,
        uint64 epoch,
        uint32 lane,
        address wallet,
        uint64 cumulative,
        uint64 lastSeq
    ) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(uint8(0), chainId, vault, epoch, lane, wallet, cumulative, lastSeq));
    }

    /// @notice keccak256(0x02 ‖ epoch u64 ‖ leafCount u64 ‖ treeRoot): what the vault stores, so that a claim cannot
    /// name another epoch or another size of tree.
    function root(uint64 epoch, uint64 leafCount, bytes32 treeRoot) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(uint8(2), epoch, leafCount, treeRoot));
    }

    /// @notice The tree root that `proof` gives the leaf at `index` of `leafCount`; false when a proof cannot have that form.
    /// @dev RFC 9162 section 2.1.3.2. Every element is used exactly once; at most 64 levels are climbed. An early end of the
    /// loop leaves `sn` zero, so `leftOver` tells it from the top.
    function climb(
        bytes32 leafHash,
        uint64 index,
        uint64 leafCount,
        bytes32[] calldata proof
    ) internal pure returns (bool whole, bytes32 treeRoot) {
        if (index >= leafCount) return (false, 0);
        uint256 fn = index;
        uint256 sn = leafCount - 1;
        treeRoot = leafHash;
        // In assembly because every claim pays for it: 17 levels for 100,000 payees.
        assembly ("memory-safe") {
            // One node of 65 bytes past the free memory pointer: 0x01, then the two children.
            let m := mload(0x40)
            let left := add(m, 0x01)
            let right := add(m, 0x21)
            mstore8(m, 0x01)
            let leftOver := 0
            let end := add(proof.offset, shl(5, proof.length))
            for {
                let at := proof.offset
            } lt(at, end) {
                at := add(at, 0x20)
            } {
                if iszero(sn) {
                    leftOver := 1
                    break
                }
                switch or(and(fn, 1), eq(fn, sn))
                case 0 {
                    mstore(left, treeRoot)
                    mstore(right, calldataload(at))
                }
                default {
                    mstore(left, calldataload(at))
                    mstore(right, treeRoot)
                    // Levels at which the last node has no sibling and is promoted as it is.
                    for {} iszero(or(and(fn, 1), iszero(fn))) {} {
                        fn := shr(1, fn)
                        sn := shr(1, sn)
                    }
                }
                treeRoot := keccak256(m, 0x41)
                fn := shr(1, fn)
                sn := shr(1, sn)
            }
            whole := iszero(or(sn, leftOver))
        }
    }

    /// @notice keccak256(0x01 ‖ left ‖ right).
    function node(bytes32 left, bytes32 right) internal pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            // 65 bytes past the free memory pointer, which stays where it is.
            let m := mload(0x40)
            mstore8(m, 0x01)
            mstore(add(m, 0x01), left)
            mstore(add(m, 0x21), right)
            hash := keccak256(m, 0x41)
        }
    }
}
