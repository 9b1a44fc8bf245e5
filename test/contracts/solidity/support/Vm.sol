// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Vm
/// @notice The cheat codes of Hardhat's Solidity tests that ours use.
interface Vm {
    /// @notice The next call comes from `sender`.
    function prank(address sender) external;

    /// @notice Block time is `timestamp` from now on.
    function warp(uint256 timestamp) external;

    /// @notice Drops this fuzz case unless `condition`.
    function assume(bool condition) external pure;
}

/// @dev Where Hardhat answers cheat codes.
Vm constant VM = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

/// @dev A test failed: `what` is not so.
error Broken(string what);

/// @notice Fails the test unless `condition`.
function check(bool condition, string memory what) pure {
    if (!condition) revert Broken(what);
}

/// @notice `value` brought between `low` and `high`, both included.
function between(uint256 value, uint256 low, uint256 high) pure returns (uint256) {
    return low + (value % (high - low + 1));
}
