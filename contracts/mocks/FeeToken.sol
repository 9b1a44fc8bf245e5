// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TestToken} from "./TestToken.sol";

/// @title FeeToken
/// @notice A token that burns 1 % of each transfer, so that less arrives than was sent. For tests only.
contract FeeToken is TestToken {
    constructor() TestToken("Fee", "FEE", 2) {}

    /// @dev Minting and burning cost nothing.
    function _update(address from, address to, uint256 amount) internal override {
        uint256 fee = from == address(0) || to == address(0) ? 0 : amount / 100;
        if (fee != 0) super._update(from, address(0), fee);
        super._update(from, to, amount - fee);
    }
}
