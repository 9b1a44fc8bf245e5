// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {ILedgerAnchor} from "../interfaces/ILedgerAnchor.sol";
import {IPayoutVault} from "../interfaces/IPayoutVault.sol";
import {VaultTree} from "./VaultTree.sol";

/// @title PayoutVault
/// @notice Holds one token for everybody who is paid from it. The poster publishes trees of cumulative earnings; each
/// payee's lane counts what it was paid, so a claim pays the difference and a repeated claim pays nothing.
/// @dev No proxy, no owner withdrawal, no allowance is ever given. Tokens leave only by `claim` and `claimTo`.
contract PayoutVault is IPayoutVault, AccessManaged, EIP712, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @dev Roots that stay claimable, so that a claim under way survives the next posts.
    uint64 private constant RING = 8;

    bytes32 private constant CLAIM_TO_TYPEHASH = keccak256(
        "ClaimTo(uint64 epoch,uint32 lane,address wallet,uint64 cumulative,address to,uint256 deadline)"
    );

    /// @dev One slot (248 bits): every claim reads it once and writes it once.
    struct State {
        /// Newest epoch ever posted; 0 before the first.
        uint64 epoch;
        /// When that epoch's root becomes active, seconds.
        uint48 activeAt;
        /// Total of the newest root that is not voided, book units.
        uint64 total;
        /// Book units ever paid.
        uint64 paid;
        bool paused;
    }

    IERC20 private immutable _TOKEN;
    ILedgerAnchor private immutable _LEDGER_ANCHOR;
    uint128 private immutable _UNIT_SCALE;
    uint32 private immutable _DELAY_SECONDS;

    State private _state;
    /// @inheritdoc IPayoutVault
    uint256 public funded;
    /// @dev By epoch modulo RING; zero is voided or not yet used.
    bytes32[RING] private _roots;
    /// @dev Totals of those roots, four a slot.
    uint64[RING] private _totals;
    /// @dev Four lanes a slot: lane n is the 64 bits from 64 × (n mod 4) of word n div 4.
    mapping(uint256 word => uint256 lanes) private _claimed;

    /// @param authority AccessManager that says who posts, guards and administers.
    /// @param token_ The ERC-20 in custody. One whose balances change by themselves (rebasing) is not supported.
    /// @param unitScale_ Token units in one book unit, at least 1.
    /// @param delaySeconds_ Time for checks between a post and its first claim; 0 only for development.
    /// @param ledgerAnchor_ The ledger's anchor.
    constructor(
        address authority,
        IERC20 token_,
        uint128 unitScale_,
        uint32 delaySeconds_,
        ILedgerAnchor ledgerAnchor_
    ) AccessManaged(authority) EIP712("PayoutVault", "1") {
        if (
            authority == address(0) ||
            address(token_) == address(0) ||
            address(ledgerAnchor_) == address(0) ||
            unitScale_ == 0
        ) {
            revert PayoutVaultZeroArgument();
        }
        _TOKEN = token_;
        _UNIT_SCALE = unitScale_;
        _DELAY_SECONDS = delaySeconds_;
        _LEDGER_ANCHOR = ledgerAnchor_;
    }

    /// @inheritdoc IPayoutVault
    function deposit(bytes32 orgRef, uint256 amount) external nonReentrant {
        if (_state.paused) revert PayoutVaultPaused();
        // The balance says what arrived; a token that keeps a fee cannot be credited in full.
        uint256 before = _TOKEN.balanceOf(address(this));
        _TOKEN.safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = _TOKEN.balanceOf(address(this)) - before;
        if (received == 0) revert PayoutVaultNothingDeposited(amount);
        funded += received;
        emit Deposited(orgRef, msg.sender, received);
    }

    /// @inheritdoc IPayoutVault
    function postRoot(
        uint64 epoch,
        bytes32 treeRoot,
        uint64 leafCount,
        uint64 total,
        uint64 ledgerSize
    ) external restricted {
        State memory state = _state;
        if (state.paused) revert PayoutVaultPaused();
        if (epoch != state.epoch + 1) revert PayoutVaultEpochOutOfOrder(epoch, state.epoch + 1);
        if (block.timestamp < state.activeAt && _roots[state.epoch % RING] != bytes32(0)) {
            revert PayoutVaultRootPending(state.epoch, state.activeAt);
        }
        if (leafCount == 0) revert PayoutVaultEmptyTree(epoch);
        // After a void the standing total may be below what was paid; what was paid stays the floor.
        uint64 atLeast = state.total > state.paid ? state.total : state.paid;
        if (total < atLeast) revert PayoutVaultTotalDecreased(epoch, total, atLeast);
        uint256 required = uint256(total) * _UNIT_SCALE;
        if (required > funded) revert PayoutVaultUnfunded(epoch, required, funded);
        uint64 anchored = _LEDGER_ANCHOR.anchoredSize();
        if (ledgerSize > anchored) revert PayoutVaultLedgerNotAnchored(ledgerSize, anchored);

        bytes32 root = VaultTree.root(epoch, leafCount, treeRoot);
        uint48 activeAt = uint48(block.timestamp + _DELAY_SECONDS);
        state.epoch = epoch;
        state.activeAt = activeAt;
        state.total = total;
        _state = state;
        _roots[epoch % RING] = root;
        _totals[epoch % RING] = total;
        emit RootPosted(epoch, root, total, ledgerSize, leafCount, activeAt);
    }

    /// @inheritdoc IPayoutVault
    function voidRoot(uint64 epoch) external restricted {
        uint64 last = _state.epoch;
        bytes32 root = _standingRoot(epoch, last);
        _roots[epoch % RING] = bytes32(0);
        _totals[epoch % RING] = 0;
        // Totals grow with the epoch, so the newest root that stands has the largest.
        uint64 total = 0;
        for (uint64 i = 0; i < RING; ++i) {
            if (_totals[i] > total) total = _totals[i];
        }
        _state.total = total;
        emit RootVoided(epoch, root);
    }

    /// @inheritdoc IPayoutVault
    function pause() external restricted {
        if (_state.paused) revert PayoutVaultPaused();
        _state.paused = true;
        emit Paused(msg.sender);
    }

    /// @inheritdoc IPayoutVault
    function unpause() external restricted {
        if (!_state.paused) revert PayoutVaultNotPaused();
        _state.paused = false;
        emit Unpaused(msg.sender);
    }

    /// @inheritdoc IPayoutVault
    function claim(
        uint64 epoch,
        uint64 index,
        uint64 leafCount,
        uint32 lane,
        address wallet,
        uint64 cumulative,
        uint64 lastSeq,
        bytes32[] calldata proof
    ) external nonReentrant {
        State memory state = _state;
        bytes32 leaf = VaultTree.leaf(uint64(block.chainid), address(this), epoch, lane, wallet, cumulative, lastSeq);
        _checkProof(state, epoch, index, leafCount, lane, leaf, proof);
        _pay(state, epoch, lane, wallet, cumulative, wallet);
    }

    /// @inheritdoc IPayoutVault
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
    ) external nonReentrant {
        if (block.timestamp > deadline) revert PayoutVaultSignatureExpired(deadline);
        _checkSignature(
            wallet,
            keccak256(abi.encode(CLAIM_TO_TYPEHASH, epoch, lane, wallet, cumulative, to, deadline)),
            signature
        );
        State memory state = _state;
        bytes32 leaf = VaultTree.leaf(uint64(block.chainid), address(this), epoch, lane, wallet, cumulative, lastSeq);
        _checkProof(state, epoch, index, leafCount, lane, leaf, proof);
        _pay(state, epoch, lane, wallet, cumulative, to);
    }

    /// @inheritdoc IPayoutVault
    function token() external view returns (address) {
        return address(_TOKEN);
    }

    /// @inheritdoc IPayoutVault
    function ledgerAnchor() external view returns (address) {
        return address(_LEDGER_ANCHOR);
    }

    /// @inheritdoc IPayoutVault
    function unitScale() external view returns (uint128) {
        return _UNIT_SCALE;
    }

    /// @inheritdoc IPayoutVault
    function delaySeconds() external view returns (uint32) {
        return _DELAY_SECONDS;
    }

    /// @inheritdoc IPayoutVault
    function paid() external view returns (uint64) {
        return _state.paid;
    }

    /// @inheritdoc IPayoutVault
    function claimed(uint32 lane) external view returns (uint64) {
        return uint64(_claimed[lane >> 2] >> ((lane & 3) << 6));
    }

    /// @inheritdoc IPayoutVault
    function paused() external view returns (bool) {
        return _state.paused;
    }

    /// @inheritdoc IPayoutVault
    function latest() external view returns (uint64 epoch, uint64 activeAt, uint64 total) {
        return (_state.epoch, _state.activeAt, _state.total);
    }

    /// @inheritdoc IPayoutVault
    function rootOf(uint64 epoch) external view returns (bytes32 root, uint64 total, bool claimable) {
        State memory state = _state;
        if (!_inRing(epoch, state.epoch)) return (bytes32(0), 0, false);
        root = _roots[epoch % RING];
        total = _totals[epoch % RING];
        claimable = root != bytes32(0) && !state.paused && !_isPending(epoch, state);
    }

    /// @dev Pays `to` what `lane` is still owed of `cumulative`. Counts before it sends.
    function _pay(
        State memory state,
        uint64 epoch,
        uint32 lane,
        address wallet,
        uint64 cumulative,
        address to
    ) private {
        if (to == address(0) || to == address(this)) revert PayoutVaultRecipientInvalid(to);
        uint256 shift = (lane & 3) << 6;
        uint256 lanes = _claimed[lane >> 2];
        uint64 before = uint64(lanes >> shift);
        if (cumulative <= before) revert PayoutVaultNothingToClaim(lane, cumulative, before);
        uint64 amount = cumulative - before;
        // The tree does not prove its sum; this keeps wrong leaves from paying more than was posted and funded.
        uint256 paidNow = uint256(state.paid) + amount;
        if (paidNow > state.total) revert PayoutVaultTotalExceeded(epoch, paidNow, state.total);

        _claimed[lane >> 2] = lanes ^ (uint256(before ^ cumulative) << shift);
        _state.paid = uint64(paidNow);
        emit Claimed(epoch, lane, wallet, to, amount, cumulative);
        _TOKEN.safeTransfer(to, uint256(amount) * _UNIT_SCALE);
    }

    /// @dev Reverts unless `leaf` stands at `index` of the tree of `epoch`, and that root may be claimed against now.
    function _checkProof(
        State memory state,
        uint64 epoch,
        uint64 index,
        uint64 leafCount,
        uint32 lane,
        bytes32 leaf,
        bytes32[] calldata proof
    ) private view {
        if (state.paused) revert PayoutVaultPaused();
        bytes32 root = _standingRoot(epoch, state.epoch);
        if (_isPending(epoch, state)) revert PayoutVaultRootPending(epoch, state.activeAt);
        (bool whole, bytes32 treeRoot) = VaultTree.climb(leaf, index, leafCount, proof);
        if (!whole || VaultTree.root(epoch, leafCount, treeRoot) != root) {
            revert PayoutVaultProofInvalid(epoch, index, lane);
        }
    }

    /// @dev ECDSA first: an account that carries code by EIP-7702 still signs with its key.
    function _checkSignature(address wallet, bytes32 structHash, bytes calldata signature) private view {
        bytes32 digest = _hashTypedDataV4(structHash);
        (address signer, ECDSA.RecoverError problem, ) = ECDSA.tryRecoverCalldata(digest, signature);
        if (problem == ECDSA.RecoverError.NoError && signer == wallet) return;
        if (!SignatureChecker.isValidERC1271SignatureNowCalldata(wallet, digest, signature)) {
            revert PayoutVaultSignatureInvalid(wallet);
        }
    }

    /// @dev The root of `epoch`, or the reason why there is none.
    function _standingRoot(uint64 epoch, uint64 last) private view returns (bytes32 root) {
        if (!_inRing(epoch, last)) revert PayoutVaultEpochUnknown(epoch, last);
        root = _roots[epoch % RING];
        if (root == bytes32(0)) revert PayoutVaultRootVoided(epoch);
    }

    /// @dev Only the newest root can be pending: none is posted before.
    function _isPending(uint64 epoch, State memory state) private view returns (bool) {
        return epoch == state.epoch && block.timestamp < state.activeAt;
    }

    function _inRing(uint64 epoch, uint64 last) private pure returns (bool) {
        return epoch != 0 && epoch <= last && last - epoch < RING;
    }
}
