// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TestToken} from "./TestToken.sol";

/// @title RefusingToken
/// @notice A token with a blacklist, which fails in each of the two ways that tokens do. For tests only.
contract RefusingToken is TestToken {
    enum Manner {
        Accept,
        Revert,
        ReturnFalse
    }

    /// @notice How a transfer to this address ends.
    mapping(address to => Manner manner) public mannerOf;

    /// @dev `to` is on the blacklist. Nothing moved.
    error RefusingTokenBlacklisted(address to);

    constructor() TestToken("Refusing", "RFSG", 2) {}

    /// @notice From now on transfers to `to` end in `manner`.
    function refuse(address to, Manner manner) external {
        mannerOf[to] = manner;
    }

    /// @notice As ERC-20, except for addresses that are refused.
    function transfer(address to, uint256 amount) public override returns (bool) {
        if (mannerOf[to] == Manner.Revert) revert RefusingTokenBlacklisted(to);
        if (mannerOf[to] == Manner.ReturnFalse) return false;
        return super.transfer(to, amount);
    }
}
