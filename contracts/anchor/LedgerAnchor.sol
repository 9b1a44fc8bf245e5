// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ILedgerAnchor} from "../interfaces/ILedgerAnchor.sol";
import {Rfc9162} from "./Rfc9162.sol";

/// @title LedgerAnchor
/// @notice Fixes the ledger's tree head on chain. The contract checks the consistency proof itself, so whoever holds
/// the anchoring key can append to the history but cannot change, reorder or drop an entry that was anchored.
/// @dev Only the newest head is stored; earlier ones are in the `Anchored` events. The first head is taken on trust.
/// The hot key is compared with a stored address, because asking the AccessManager at every anchor costs 10,000 gas; the
/// AccessManager decides who may replace that key.
contract LedgerAnchor is ILedgerAnchor, AccessManaged {
    /// @dev Slot 1 (slot 0 is AccessManaged's): 160 + 64 bits, read together at every anchor.
    struct Writer {
        address anchorer;
        uint64 size;
    }

    Writer private _writer;
    /// @dev Slot 2.
    bytes32 private _root;

    /// @param authority AccessManager that says who may call `setAnchorer`.
    /// @param anchorer_ The hot key that may anchor; zero for nobody yet.
    constructor(address authority, address anchorer_) AccessManaged(authority) {
        if (authority == address(0)) revert LedgerAnchorZeroArgument();
        _setAnchorer(anchorer_);
    }

    /// @inheritdoc ILedgerAnchor
    function setAnchorer(address next) external restricted {
        _setAnchorer(next);
    }

    /// @inheritdoc ILedgerAnchor
    function anchor(uint64 size, bytes32 root, bytes32[] calldata proof) external {
        if (msg.sender != _writer.anchorer) revert LedgerAnchorUnauthorized(msg.sender);
        uint64 oldSize = _writer.size;
        if (size <= oldSize) revert LedgerAnchorNotGrowing(oldSize, size);
        if (oldSize == 0) {
            if (root == bytes32(0)) revert LedgerAnchorEmptyRoot(size);
            if (proof.length != 0) revert LedgerAnchorProofNotEmpty(proof.length);
        } else {
            bytes32 oldRoot = _root;
            if (!Rfc9162.verifyConsistency(oldSize, oldRoot, size, root, proof)) {
                revert LedgerAnchorInconsistent(oldSize, oldRoot, size, root);
            }
        }
        _writer.size = size;
        _root = root;
        emit Anchored(size, root, oldSize);
    }

    /// @inheritdoc ILedgerAnchor
    function head() external view returns (uint64 size, bytes32 root) {
        return (_writer.size, _root);
    }

    /// @inheritdoc ILedgerAnchor
    function anchoredSize() external view returns (uint64) {
        return _writer.size;
    }

    /// @inheritdoc ILedgerAnchor
    function anchorer() external view returns (address) {
        return _writer.anchorer;
    }

    function _setAnchorer(address next) private {
        emit AnchorerChanged(_writer.anchorer, next);
        _writer.anchorer = next;
    }
}
