// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Rfc9162} from "../anchor/Rfc9162.sol";
import {VaultTree} from "../payout/VaultTree.sol";

/// @title ProofHarness
/// @notice Opens the proof libraries to tests.
contract ProofHarness {
    /// @notice See Rfc9162.
    function verifyInclusion(
        bytes32 leafHash,
        uint64 index,
        uint64 size,
        bytes32 root,
        bytes32[] calldata proof
    ) external view returns (bool) {
        return Rfc9162.verifyInclusion(leafHash, index, size, root, proof);
    }

    /// @notice See Rfc9162.
    function verifyConsistency(
        uint64 oldSize,
        bytes32 oldRoot,
        uint64 newSize,
        bytes32 newRoot,
        bytes32[] calldata proof
    ) external view returns (bool) {
        return Rfc9162.verifyConsistency(oldSize, oldRoot, newSize, newRoot, proof);
    }

    /// @notice See Rfc9162.
    function sha256Node(bytes32 left, bytes32 right) external view returns (bytes32) {
        return Rfc9162.node(left, right);
    }

    /// @notice See VaultTree.
    function vaultLeaf(
        uint64 chainId,
        address vault,
        uint64 epoch,
        uint32 lane,
        address wallet,
        uint64 cumulative,
        uint64 lastSeq
    ) external pure returns (bytes32) {
        return VaultTree.leaf(chainId, vault, epoch, lane, wallet, cumulative, lastSeq);
    }

    /// @notice See VaultTree.
    function vaultRoot(uint64 epoch, uint64 leafCount, bytes32 treeRoot) external pure returns (bytes32) {
        return VaultTree.root(epoch, leafCount, treeRoot);
    }

    /// @notice See VaultTree.
    function climb(
        bytes32 leafHash,
        uint64 index,
        uint64 leafCount,
        bytes32[] calldata proof
    ) external pure returns (bool whole, bytes32 treeRoot) {
        return VaultTree.climb(leafHash, index, leafCount, proof);
    }

    /// @notice See VaultTree.
    function keccakNode(bytes32 left, bytes32 right) external pure returns (bytes32) {
        return VaultTree.node(left, right);
    }
}
