// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {LedgerAnchor} from "../../../contracts/anchor/LedgerAnchor.sol";
import {NaiveSha256Tree} from "./support/NaiveTree.sol";
import {VM, between, check} from "./support/Vm.sol";

/// @title LedgerAnchorHandler
/// @notice Holds the anchoring key and does with it whatever a thief might: honest heads, forks, rewinds, made-up proofs.
contract LedgerAnchorHandler is NaiveSha256Tree {
    uint256 private constant LARGEST = 130;

    LedgerAnchor public immutable ANCHOR;
    bytes32[] private _leaves;

    constructor() {
        ANCHOR = new LedgerAnchor(address(new AccessManager(msg.sender)), address(this));
        for (uint256 i = 0; i < LARGEST; ++i) _leaves.push(sha256(abi.encodePacked(uint8(0), i)));
        ANCHOR.anchor(3, _hash(_leaves, 0, 3), new bytes32[](0));
    }

    /// @notice The honest root of the first `size` leaves.
    function honestRoot(uint64 size) external view returns (bytes32) {
        return _hash(_leaves, 0, size);
    }

    /// @notice An honest step of at most eight leaves is taken, unless the log is full.
    function extend(uint64 by) external {
        (uint64 old, ) = ANCHOR.head();
        uint64 size = old + uint64(between(by, 1, 8));
        if (size > LARGEST) return;
        ANCHOR.anchor(size, _hash(_leaves, 0, size), _consistency(_leaves, old, size));
    }

    /// @notice A log that differs in an anchored leaf is refused, with the best proof that it has.
    function fork(uint64 by, uint64 place, bytes32 forged) external {
        (uint64 old, ) = ANCHOR.head();
        uint64 size = old + uint64(between(by, 1, 8));
        if (size > LARGEST) return;
        bytes32[] memory leaves = _leaves;
        place = uint64(between(place, 0, old - 1));
        if (leaves[place] == forged) return;
        leaves[place] = forged;
        _refused(size, _hash(leaves, 0, size), _consistency(leaves, old, size));
    }

    /// @notice An older or equal head is refused.
    function rewind(uint64 to) external {
        (uint64 old, ) = ANCHOR.head();
        uint64 size = uint64(between(to, 0, old));
        _refused(size, size == 0 ? bytes32(0) : _hash(_leaves, 0, size), new bytes32[](0));
    }

    /// @notice A proof made of anything is refused.
    function makeUp(uint64 size, bytes32 root, bytes32[] calldata proof) external {
        _refused(size, root, proof);
    }

    /// @notice Somebody without the key is refused, even with an honest step.
    function trespass(address who) external {
        if (who == address(this)) return;
        (uint64 old, ) = ANCHOR.head();
        if (old == LARGEST) return;
        bytes32[] memory proof = _consistency(_leaves, old, old + 1);
        bytes32 root = _hash(_leaves, 0, old + 1);
        VM.prank(who);
        try ANCHOR.anchor(old + 1, root, proof) {
            check(false, "anchored without the key");
        } catch {
            check(ANCHOR.anchoredSize() == old, "unchanged");
        }
    }

    function _refused(uint64 size, bytes32 root, bytes32[] memory proof) private {
        try ANCHOR.anchor(size, root, proof) {
            check(false, "a dishonest head was taken");
        } catch {
            return;
        }
    }
}

/// @title LedgerAnchorTest
/// @notice Whatever the key's holder does, the head stays a prefix of the one log, and only grows.
contract LedgerAnchorTest {
    LedgerAnchorHandler private _handler;

    function setUp() public {
        _handler = new LedgerAnchorHandler();
    }

    /// @notice Where the fuzzer may call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_the_head_is_a_prefix_of_the_one_log() public view {
        (uint64 size, bytes32 root) = _handler.ANCHOR().head();
        check(size >= 3 && root == _handler.honestRoot(size), "prefix");
    }
}
