// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title NaiveTree
/// @notice RFC 9162 trees written as their definitions read (section 2.1: MTH, PATH, SUBPROOF), by recursion over ranges
/// and without any care for gas. The contracts' loops over bits are compared with it.
abstract contract NaiveTree {
    /// @dev Hash of an inner node.
    function _node(bytes32 left, bytes32 right) internal view virtual returns (bytes32);

    /// @dev MTH of leaves[start:end].
    function _hash(bytes32[] memory leaves, uint256 start, uint256 end) internal view returns (bytes32) {
        if (end - start == 1) return leaves[start];
        uint256 middle = start + _split(end - start);
        return _node(_hash(leaves, start, middle), _hash(leaves, middle, end));
    }

    /// @dev PATH(index, leaves[0:size]).
    function _inclusion(
        bytes32[] memory leaves,
        uint256 index,
        uint256 size
    ) internal view returns (bytes32[] memory proof) {
        bytes32[] memory found = new bytes32[](64);
        uint256 count = _path(leaves, index, 0, size, found);
        return _first(found, count);
    }

    /// @dev PROOF(oldSize, leaves[0:size]).
    function _consistency(
        bytes32[] memory leaves,
        uint256 oldSize,
        uint256 size
    ) internal view returns (bytes32[] memory proof) {
        bytes32[] memory found = new bytes32[](66);
        uint256 count = _subproof(leaves, oldSize, 0, size, true, found);
        return _first(found, count);
    }

    function _path(
        bytes32[] memory leaves,
        uint256 index,
        uint256 start,
        uint256 end,
        bytes32[] memory found
    ) private view returns (uint256 count) {
        if (end - start == 1) return 0;
        uint256 middle = start + _split(end - start);
        bool isLeft = index < middle;
        count = isLeft ? _path(leaves, index, start, middle, found) : _path(leaves, index, middle, end, found);
        found[count++] = isLeft ? _hash(leaves, middle, end) : _hash(leaves, start, middle);
    }

    function _subproof(
        bytes32[] memory leaves,
        uint256 oldSize,
        uint256 start,
        uint256 end,
        bool known,
        bytes32[] memory found
    ) private view returns (uint256 count) {
        if (oldSize == end - start) {
            if (known) return 0;
            found[0] = _hash(leaves, start, end);
            return 1;
        }
        uint256 left = _split(end - start);
        uint256 middle = start + left;
        if (oldSize <= left) {
            count = _subproof(leaves, oldSize, start, middle, known, found);
            found[count++] = _hash(leaves, middle, end);
        } else {
            count = _subproof(leaves, oldSize - left, middle, end, false, found);
            found[count++] = _hash(leaves, start, middle);
        }
    }

    /// @dev The largest power of two below `size`.
    function _split(uint256 size) private pure returns (uint256 half) {
        half = 1;
        while (half * 2 < size) half *= 2;
    }

    function _first(bytes32[] memory all, uint256 count) private pure returns (bytes32[] memory some) {
        some = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) some[i] = all[i];
    }
}

/// @title NaiveSha256Tree
/// @notice The ledger's tree.
abstract contract NaiveSha256Tree is NaiveTree {
    function _node(bytes32 left, bytes32 right) internal pure override returns (bytes32) {
        return sha256(abi.encodePacked(uint8(1), left, right));
    }
}

/// @title NaiveKeccakTree
/// @notice The payout tree.
abstract contract NaiveKeccakTree is NaiveTree {
    function _node(bytes32 left, bytes32 right) internal pure override returns (bytes32) {
        return keccak256(abi.encodePacked(uint8(1), left, right));
    }
}
