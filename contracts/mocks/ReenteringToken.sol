// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TestToken} from "./TestToken.sol";

/// @title ReenteringToken
/// @notice A token that calls somebody in the middle of each transfer, as tokens with hooks allow. For tests only.
contract ReenteringToken is TestToken {
    address private _target;
    bytes private _call;

    /// @notice Whether the call made inside the last transfer succeeded, and what it returned.
    bool public succeeded;
    bytes public returned;

    constructor() TestToken("Reentering", "REEN", 2) {}

    /// @notice The next transfers call `target` with `data` first.
    function arm(address target, bytes calldata data) external {
        _target = target;
        _call = data;
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (_target != address(0)) {
            // solhint-disable-next-line avoid-low-level-calls
            (succeeded, returned) = _target.call(_call);
        }
        super._update(from, to, amount);
    }
}
