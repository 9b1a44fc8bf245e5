// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TestToken} from "./TestToken.sol";

/// @title ReenteringToken
/// @notice A token that calls somebody in the middle of a transfer, as tokens with hooks allow. For tests only.
contract ReenteringToken is TestToken {
    address private _target;
    bytes private _call;

    /// @notice Whether the call made inside the last transfer succeeded, and what it returned.
    bool public succeeded;
    bytes public returned;

    constructor() TestToken("Reentering", "REEN", 2) {}

    /// @notice The next transfer calls `target` with `data` first; `target` may take the tokens that this contract holds.
    function arm(address target, bytes calldata data) external {
        _approve(address(this), target, type(uint256).max);
        _target = target;
        _call = data;
    }

    function _update(address from, address to, uint256 amount) internal override {
        address target = _target;
        if (target != address(0)) {
            _target = address(0);
            // solhint-disable-next-line avoid-low-level-calls
            (succeeded, returned) = target.call(_call);
        }
        super._update(from, to, amount);
    }
}
