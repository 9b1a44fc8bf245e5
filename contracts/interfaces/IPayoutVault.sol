// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title IPayoutVault
/// @notice Custody of one ERC-20 token and its payouts, claimed against roots of a cumulative Merkle tree.
/// @dev Book amounts (`total`, `cumulative`, `amount`) are uint64 in book units; token amounts are uint256 in the token's
/// smallest unit; one book unit is `unitScale` token units. README.md in this folder's parent freezes the leaf layout.
interface IPayoutVault {
    /// @notice `from` paid in for the organisation `orgRef`; `amount` token units really arrived.
    event Deposited(bytes32 indexed orgRef, address indexed from, uint256 amount);
    /// @notice The root of `epoch` may be claimed against from the block time `activeAt` (seconds) on.
    event RootPosted(
        uint64 indexed epoch,
        bytes32 root,
        uint64 total,
        uint64 ledgerSize,
        uint64 leafCount,
        uint64 activeAt
    );
    /// @notice The root of `epoch` pays nothing any more.
    event RootVoided(uint64 indexed epoch, bytes32 root);
    /// @notice `to` received `amount` book units; `lane` has now been paid `cumulative` in all.
    event Claimed(
        uint64 indexed epoch,
        uint32 indexed lane,
        address indexed wallet,
        address to,
        uint64 amount,
        uint64 cumulative
    );
    /// @notice `by` stopped deposits, roots and claims.
    event Paused(address indexed by);
    /// @notice `by` let them go on.
    event Unpaused(address indexed by);

    /// @dev A constructor argument is zero that must not be. Nothing was deployed.
    error PayoutVaultZeroArgument();
    /// @dev The vault is paused. Nothing changed.
    error PayoutVaultPaused();
    /// @dev The vault is not paused. Nothing changed.
    error PayoutVaultNotPaused();
    /// @dev No token arrived for `amount`. Nothing was credited.
    error PayoutVaultNothingDeposited(uint256 amount);
    /// @dev Epochs come one after the other; `expected` is next. No root was stored.
    error PayoutVaultEpochOutOfOrder(uint64 epoch, uint64 expected);
    /// @dev The root of `epoch` waits until `activeAt` (seconds); until then it pays nothing and none may follow it.
    error PayoutVaultRootPending(uint64 epoch, uint64 activeAt);
    /// @dev A tree without a leaf. No root was stored.
    error PayoutVaultEmptyTree(uint64 epoch);
    /// @dev Totals are cumulative: `atLeast` was promised or paid already. No root was stored.
    error PayoutVaultTotalDecreased(uint64 epoch, uint64 total, uint64 atLeast);
    /// @dev The root would promise `required` token units, and only `funded` were deposited. No root was stored.
    error PayoutVaultUnfunded(uint64 epoch, uint256 required, uint256 funded);
    /// @dev The root was built from `ledgerSize` log entries, of which only `anchored` are anchored. No root was stored.
    error PayoutVaultLedgerNotAnchored(uint64 ledgerSize, uint64 anchored);
    /// @dev `epoch` was never posted or has left the ring of the last eight; `last` is the newest. Nothing changed.
    error PayoutVaultEpochUnknown(uint64 epoch, uint64 last);
    /// @dev The root of `epoch` was voided. Nothing changed.
    error PayoutVaultRootVoided(uint64 epoch);
    /// @dev The proof does not lead from this leaf at `index` to the root of `epoch`. Nothing was paid.
    error PayoutVaultProofInvalid(uint64 epoch, uint64 index, uint32 lane);
    /// @dev `lane` has already been paid `claimed`, which is no less than `cumulative`. Nothing was paid.
    error PayoutVaultNothingToClaim(uint32 lane, uint64 cumulative, uint64 claimed);
    /// @dev Leaves that add up to more than their total: with this claim, `paid` would pass `total`. Nothing was paid.
    error PayoutVaultTotalExceeded(uint64 epoch, uint256 paid, uint64 total);
    /// @dev Tokens are never sent to the zero address or to the vault. Nothing was paid.
    error PayoutVaultRecipientInvalid(address to);
    /// @dev The signature was good until `deadline` (seconds). Nothing was paid.
    error PayoutVaultSignatureExpired(uint256 deadline);
    /// @dev Not a signature of `wallet` over this claim. Nothing was paid.
    error PayoutVaultSignatureInvalid(address wallet);

    /// @notice Pays `amount` token units in for `orgRef`. Needs the caller's allowance. Credits what really arrives.
    /// @param orgRef Names the organisation in the book; the vault only repeats it in the event.
    function deposit(bytes32 orgRef, uint256 amount) external;

    /// @notice Posts the payout tree of `epoch`, claimable after the delay. Only for the poster.
    /// @param epoch One more than the last posted epoch; a voided number is not used again.
    /// @param treeRoot Root of the position-ordered tree.
    /// @param leafCount Leaves in that tree, at least 1.
    /// @param total Sum of all cumulative amounts, book units. Never less than before, never more than is funded.
    /// @param ledgerSize Log size that the tree was built from; must be anchored.
    function postRoot(uint64 epoch, bytes32 treeRoot, uint64 leafCount, uint64 total, uint64 ledgerSize) external;

    /// @notice Takes the root of `epoch`, pending or active, out of use at once. Only for the guardian.
    function voidRoot(uint64 epoch) external;

    /// @notice Stops deposits, roots and claims at once. Only for the guardian.
    function pause() external;

    /// @notice Lets the vault go on. Only for the admin.
    function unpause() external;

    /// @notice Pays `wallet` what `lane` has earned since its last claim. Anyone may call; only `wallet` is paid.
    /// @param epoch Epoch of the root that the proof leads to: one of the last eight.
    /// @param index Position of the leaf, from 0.
    /// @param leafCount Leaves in that epoch's tree, as posted.
    /// @param lane The payee's number in this vault.
    /// @param wallet The payee's wallet, as in the leaf.
    /// @param cumulative Everything `lane` has ever earned here, book units.
    /// @param lastSeq Log position of the last ledger entry behind `cumulative`.
    /// @param proof Sibling hashes from the leaf upwards.
    function claim(
        uint64 epoch,
        uint64 index,
        uint64 leafCount,
        uint32 lane,
        address wallet,
        uint64 cumulative,
        uint64 lastSeq,
        bytes32[] calldata proof
    ) external;

    /// @notice As `claim`, but pays `to`, which `wallet` names by signature, so that anyone may carry the gas.
    /// @param signature EIP-712 signature over ClaimTo(epoch, lane, wallet, cumulative, to, deadline): ECDSA, else ERC-1271.
    /// @param deadline Last block time (seconds) at which the signature counts.
    function claimTo(
        uint64 epoch,
        uint64 index,
        uint64 leafCount,
        uint32 lane,
        address wallet,
        uint64 cumulative,
        uint64 lastSeq,
        bytes32[] calldata proof,
        address to,
        bytes calldata signature,
        uint256 deadline
    ) external;

    /// @notice The token in custody.
    function token() external view returns (address);

    /// @notice The anchor whose head bounds `ledgerSize`.
    function ledgerAnchor() external view returns (address);

    /// @notice Token units in one book unit.
    function unitScale() external view returns (uint128);

    /// @notice Seconds between the posting of a root and its first claim.
    function delaySeconds() external view returns (uint32);

    /// @notice Token units ever deposited.
    function funded() external view returns (uint256);

    /// @notice Book units ever paid, over all lanes.
    function paid() external view returns (uint64);

    /// @notice Book units that `lane` was ever paid.
    function claimed(uint32 lane) external view returns (uint64);

    /// @notice Whether deposits, roots and claims are stopped.
    function paused() external view returns (bool);

    /// @notice The newest epoch and when its root becomes active (seconds), and the total of the newest root not voided.
    function latest() external view returns (uint64 epoch, uint64 activeAt, uint64 total);

    /// @notice What `epoch` stores; root and total are zero when it was never posted, was voided or has left the ring.
    /// @return root The stored root: keccak256(0x02 ‖ epoch ‖ leafCount ‖ treeRoot).
    /// @return total Its total, book units.
    /// @return claimable Whether a claim against it is taken now.
    function rootOf(uint64 epoch) external view returns (bytes32 root, uint64 total, bool claimable);
}
