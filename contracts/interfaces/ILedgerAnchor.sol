// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title ILedgerAnchor
/// @notice The newest tree head of the off-chain ledger, which can only be extended and never rewritten.
interface ILedgerAnchor {
    /// @notice The ledger's first `size` leaves have the RFC 9162 root `root`; before, it was anchored at `previousSize`.
    event Anchored(uint64 indexed size, bytes32 indexed root, uint64 previousSize);
    /// @notice `next` may anchor from now on, `previous` no longer.
    event AnchorerChanged(address indexed previous, address indexed next);

    /// @dev A constructor argument is zero that must not be. Nothing was deployed.
    error LedgerAnchorZeroArgument();
    /// @dev `caller` is not the anchorer. Nothing was stored.
    error LedgerAnchorUnauthorized(address caller);
    /// @dev `newSize` does not exceed the anchored `size`. Nothing was stored.
    error LedgerAnchorNotGrowing(uint64 size, uint64 newSize);
    /// @dev A zero first root could never be extended. Nothing was stored.
    error LedgerAnchorEmptyRoot(uint64 newSize);
    /// @dev The first head extends nothing, so its proof must be empty; it has `length` elements. Nothing was stored.
    error LedgerAnchorProofNotEmpty(uint256 length);
    /// @dev The proof does not show that `newRoot` keeps the first `size` leaves of `root`. Nothing was stored.
    error LedgerAnchorInconsistent(uint64 size, bytes32 root, uint64 newSize, bytes32 newRoot);

    /// @notice Anchors the head (`size`, `root`) when `proof` shows that it only appends to the anchored one. Only for
    /// the anchorer.
    /// @param size Leaves in the ledger's log; more than in the anchored head.
    /// @param root RFC 9162 tree hash (SHA-256) of those leaves.
    /// @param proof RFC 9162 section 2.1.4 consistency proof from the anchored size to `size`; empty for the first head.
    function anchor(uint64 size, bytes32 root, bytes32[] calldata proof) external;

    /// @notice Lets `next`, and nobody else, anchor; zero lets nobody. Only for the admin.
    function setAnchorer(address next) external;

    /// @notice The anchored head; (0, 0) before the first.
    function head() external view returns (uint64 size, bytes32 root);

    /// @notice The anchored size alone, for a contract that needs no root.
    function anchoredSize() external view returns (uint64);

    /// @notice The hot key that may anchor.
    function anchorer() external view returns (address);
}
