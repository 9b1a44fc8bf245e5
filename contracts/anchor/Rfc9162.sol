// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Rfc9162
/// @notice Inclusion and consistency proofs over the SHA-256 Merkle trees of RFC 9162 (Certificate Transparency 2.0).
/// @dev Both verifiers consume every proof element exactly once and refuse one that is left over or missing, so a
/// valid proof has one form only. Sizes are 64 bits: a loop ends after 64 levels, whatever the length of the proof.
library Rfc9162 {
    /// @notice Whether `leafHash` is leaf number `index` (from 0) of the tree of `size` leaves with `root`.
    /// @dev RFC 9162 section 2.1.3.2. `leafHash` is SHA-256(0x00 ‖ leaf); `proof` runs from the leaf's level upwards.
    function verifyInclusion(
        bytes32 leafHash,
        uint64 index,
        uint64 size,
        bytes32 root,
        bytes32[] calldata proof
    ) internal view returns (bool) {
        if (index >= size) return false;
        uint256 fn = index;
        uint256 sn = size - 1;
        bytes32 r = leafHash;
        for (uint256 i = 0; i < proof.length; ++i) {
            if (sn == 0) return false;
            if (fn & 1 == 1 || fn == sn) {
                r = node(proof[i], r);
                // Levels at which the rightmost node has no sibling and is promoted as it is.
                while (fn & 1 == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                r = node(r, proof[i]);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && r == root;
    }

    /// @notice Whether the tree (`newSize`, `newRoot`) starts with the leaves of (`oldSize`, `oldRoot`).
    /// @dev RFC 9162 section 2.1.4.2, for 0 < oldSize < newSize; anything else is false.
    function verifyConsistency(
        uint64 oldSize,
        bytes32 oldRoot,
        uint64 newSize,
        bytes32 newRoot,
        bytes32[] calldata proof
    ) internal view returns (bool consistent) {
        if (oldSize == 0 || oldSize >= newSize || proof.length == 0) return false;
        uint256 fn = oldSize - 1;
        uint256 sn = newSize - 1;
        // Climb to the largest full subtree that ends the old tree.
        while (fn & 1 == 1) {
            fn >>= 1;
            sn >>= 1;
        }
        // An old tree that is full (a power of two) is that subtree: its root is known, so the proof leaves it out.
        uint256 i = fn == 0 ? 0 : 1;
        bytes32 fr = fn == 0 ? oldRoot : proof[0];
        bytes32 sr = fr;
        // In assembly because it decides the price of an anchor: 14 hashes for 1,000 new entries on 100,000.
        assembly ("memory-safe") {
            // A call's arguments are evaluated from the right, so a return size is read after its call. A hash fails only
            // for want of gas, or on a chain without the precompile; `hashed` then stays zero and so does the answer.
            // One node of 65 bytes past the free memory pointer: 0x01, then the two children.
            let m := mload(0x40)
            let left := add(m, 0x01)
            let right := add(m, 0x21)
            mstore8(m, 0x01)
            let hashed := 1
            let end := add(proof.offset, shl(5, proof.length))
            for {
                let at := add(proof.offset, shl(5, i))
            } lt(at, end) {
                at := add(at, 0x20)
            } {
                if iszero(sn) {
                    // An element is left over above the root.
                    hashed := 0
                    break
                }
                switch or(and(fn, 1), eq(fn, sn))
                case 0 {
                    mstore(left, sr)
                    mstore(right, calldataload(at))
                }
                default {
                    mstore(left, calldataload(at))
                    mstore(right, fr)
                    hashed := and(hashed, and(eq(returndatasize(), 0x20), staticcall(gas(), 0x02, m, 0x41, 0x00, 0x20)))
                    fr := mload(0x00)
                    mstore(right, sr)
                    for {} iszero(or(and(fn, 1), iszero(fn))) {} {
                        fn := shr(1, fn)
                        sn := shr(1, sn)
                    }
                }
                hashed := and(hashed, and(eq(returndatasize(), 0x20), staticcall(gas(), 0x02, m, 0x41, 0x00, 0x20)))
                sr := mload(0x00)
                fn := shr(1, fn)
                sn := shr(1, sn)
            }
            consistent := and(hashed, and(iszero(sn), and(eq(fr, oldRoot), eq(sr, newRoot))))
        }
    }

    /// @notice Hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
    function node(bytes32 left, bytes32 right) internal view returns (bytes32 hash) {
        assembly ("memory-safe") {
            // 65 bytes past the free memory pointer, which stays where it is.
            let m := mload(0x40)
            mstore8(m, 0x01)
            mstore(add(m, 0x01), left)
            mstore(add(m, 0x21), right)
            // The return size is read after the call; see verifyConsistency.
            if iszero(and(eq(returndatasize(), 0x20), staticcall(gas(), 0x02, m, 0x41, 0x00, 0x20))) {
                revert(0x00, 0x00)
            }
            hash := mload(0x00)
        }
    }
}
