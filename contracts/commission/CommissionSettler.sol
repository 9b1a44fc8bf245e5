// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ICommissionSchedule} from "../interfaces/ICommissionSchedule.sol";
import {ICommissionSettler} from "../interfaces/ICommissionSettler.sol";

/// @title CommissionSettler
/// @notice Each merchant's escrow pays that merchant's sales and nobody else's. A conversion settles once, for the price
/// that the schedule says, and the payee takes the money at any later time.
/// @dev No proxy, no owner withdrawal, no allowance is ever given. Tokens leave only by `withdraw`, to the payee, and by
/// `reclaim`, for the merchant itself. Escrows + claimables = deposited − withdrawn, at every moment.
contract CommissionSettler is ICommissionSettler, AccessManaged, EIP712, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @dev How old a sale may be.
    uint64 private constant SALE_WINDOW = 30 days;

    bytes32 private constant SALE_TYPEHASH = keccak256(
        "Sale(bytes32 conversionId,bytes32 program,uint64 version,address merchant,address payee,string category,string tier,uint64 amount,uint64 soldAt,uint64 deadline)"
    );

    IERC20 private immutable _TOKEN;
    ICommissionSchedule private immutable _SCHEDULE;
    uint128 private immutable _UNIT_SCALE;

    /// @inheritdoc ICommissionSettler
    uint64 public deposited;
    /// @inheritdoc ICommissionSettler
    uint64 public withdrawn;
    /// @inheritdoc ICommissionSettler
    bool public paused;
    /// @inheritdoc ICommissionSettler
    mapping(address merchant => bytes32 orgRef) public orgRefOf;
    /// @inheritdoc ICommissionSettler
    mapping(address merchant => uint64 amount) public escrowOf;
    /// @inheritdoc ICommissionSettler
    mapping(address payee => uint64 amount) public claimable;
    /// @inheritdoc ICommissionSettler
    mapping(bytes32 orgRef => mapping(bytes32 conversionId => bool settled)) public isSettled;

    modifier whenNotPaused() {
        if (paused) revert CommissionSettlerPaused();
        _;
    }

    /// @param authority AccessManager that says who admits, guards and administers.
    /// @param token_ The ERC-20 in escrow. One whose balances change by themselves (rebasing) is not supported.
    /// @param unitScale_ Token units in one book unit, at least 1.
    /// @param schedule_ The schedule that prices.
    constructor(
        address authority,
        IERC20 token_,
        uint128 unitScale_,
        ICommissionSchedule schedule_
    ) AccessManaged(authority) EIP712("CommissionSettler", "1") {
        if (
            authority == address(0) ||
            address(token_) == address(0) ||
            address(schedule_) == address(0) ||
            unitScale_ == 0
        ) {
            revert CommissionSettlerZeroArgument();
        }
        _TOKEN = token_;
        _UNIT_SCALE = unitScale_;
        _SCHEDULE = schedule_;
    }

    /// @inheritdoc ICommissionSettler
    function admit(address merchant, bytes32 orgRef) external restricted {
        if (merchant == address(0) || orgRef == bytes32(0)) revert CommissionSettlerZeroArgument();
        bytes32 standing = orgRefOf[merchant];
        if (standing != bytes32(0)) revert CommissionSettlerMerchantTaken(merchant, standing);
        orgRefOf[merchant] = orgRef;
        emit MerchantAdmitted(merchant, orgRef);
    }

    /// @inheritdoc ICommissionSettler
    function deposit(address merchant, uint256 amount) external nonReentrant whenNotPaused {
        bytes32 orgRef = _orgRef(merchant);
        // The balance says what arrived; a token that keeps a fee cannot be credited in full.
        uint256 before = _TOKEN.balanceOf(address(this));
        _TOKEN.safeTransferFrom(msg.sender, address(this), amount);
        uint64 units = SafeCast.toUint64((_TOKEN.balanceOf(address(this)) - before) / _UNIT_SCALE);
        if (units == 0) revert CommissionSettlerNothingDeposited(amount);
        deposited += units;
        escrowOf[merchant] += units;
        emit EscrowDeposited(merchant, orgRef, msg.sender, units);
    }

    /// @inheritdoc ICommissionSettler
    function settle(
        Sale calldata sale,
        bytes calldata signature
    ) external nonReentrant whenNotPaused returns (uint64 commission) {
        (bytes32 orgRef, uint16 bps, uint64 price) = _price(sale);
        _checkSignature(sale, signature);
        commission = price;
        isSettled[orgRef][sale.conversionId] = true;
        // The sum of all claimables is at most `deposited`, a uint64: nothing below can overflow.
        escrowOf[sale.merchant] -= commission;
        claimable[sale.payee] += commission;
        emit SaleSettled(
            sale.conversionId,
            sale.merchant,
            sale.payee,
            orgRef,
            sale.program,
            sale.version,
            bps,
            sale.amount,
            commission,
            sale.soldAt
        );
    }

    /// @inheritdoc ICommissionSettler
    function withdraw(address payee) external nonReentrant whenNotPaused returns (uint64 amount) {
        amount = claimable[payee];
        if (amount == 0) revert CommissionSettlerNothingToWithdraw(payee);
        // Counted before it is sent.
        claimable[payee] = 0;
        withdrawn += amount;
        emit CommissionWithdrawn(payee, amount);
        _TOKEN.safeTransfer(payee, uint256(amount) * _UNIT_SCALE);
    }

    /// @inheritdoc ICommissionSettler
    function reclaim(uint64 amount, address to) external nonReentrant whenNotPaused {
        bytes32 orgRef = _orgRef(msg.sender);
        if (to == address(0) || to == address(this)) revert CommissionSettlerRecipientInvalid(to);
        uint64 escrow = escrowOf[msg.sender];
        if (amount == 0 || amount > escrow) revert CommissionSettlerEscrowTooLow(msg.sender, escrow, amount);
        escrowOf[msg.sender] = escrow - amount;
        withdrawn += amount;
        emit EscrowReclaimed(msg.sender, orgRef, to, amount);
        _TOKEN.safeTransfer(to, uint256(amount) * _UNIT_SCALE);
    }

    /// @inheritdoc ICommissionSettler
    function pause() external restricted {
        if (paused) revert CommissionSettlerPaused();
        paused = true;
        emit Paused(msg.sender);
    }

    /// @inheritdoc ICommissionSettler
    function unpause() external restricted {
        if (!paused) revert CommissionSettlerNotPaused();
        paused = false;
        emit Unpaused(msg.sender);
    }

    /// @inheritdoc ICommissionSettler
    function preview(Sale calldata sale) external view whenNotPaused returns (uint16 bps, uint64 commission) {
        (, bps, commission) = _price(sale);
    }

    /// @inheritdoc ICommissionSettler
    function token() external view returns (address) {
        return address(_TOKEN);
    }

    /// @inheritdoc ICommissionSettler
    function schedule() external view returns (address) {
        return address(_SCHEDULE);
    }

    /// @inheritdoc ICommissionSettler
    function unitScale() external view returns (uint128) {
        return _UNIT_SCALE;
    }

    function _orgRef(address merchant) private view returns (bytes32 orgRef) {
        orgRef = orgRefOf[merchant];
        if (orgRef == bytes32(0)) revert CommissionSettlerMerchantUnknown(merchant);
    }

    /// @dev Everything about a sale but its signature, in the order of the interface's errors.
    function _price(Sale calldata sale) private view returns (bytes32 orgRef, uint16 bps, uint64 commission) {
        orgRef = _orgRef(sale.merchant);
        if (block.timestamp > sale.deadline) revert CommissionSettlerSignatureExpired(sale.deadline);
        if (sale.soldAt > block.timestamp || block.timestamp - sale.soldAt > SALE_WINDOW) {
            revert CommissionSettlerSaleTimeInvalid(sale.soldAt);
        }
        if (sale.payee == address(0) || sale.payee == address(this)) revert CommissionSettlerPayeeInvalid(sale.payee);
        if (isSettled[orgRef][sale.conversionId]) revert CommissionSettlerAlreadySettled(sale.conversionId);
        bytes32 owner;
        uint64 version;
        (owner, version, bps, commission) = _SCHEDULE.quote(
            sale.program,
            sale.soldAt,
            sale.category,
            sale.tier,
            sale.amount
        );
        if (owner != orgRef) revert CommissionSettlerProgramForeign(sale.program, owner);
        if (version == 0 || version != sale.version) revert CommissionSettlerVersionNotInForce(sale.version, version);
        if (commission == 0) revert CommissionSettlerNothingEarned(sale.conversionId);
        uint64 escrow = escrowOf[sale.merchant];
        if (escrow < commission) revert CommissionSettlerEscrowTooLow(sale.merchant, escrow, commission);
    }

    /// @dev ECDSA first: an account that carries code by EIP-7702 still signs with its key.
    function _checkSignature(Sale calldata sale, bytes calldata signature) private view {
        bytes32 digest = _hashTypedDataV4(
            keccak256(
                abi.encode(
                    SALE_TYPEHASH,
                    sale.conversionId,
                    sale.program,
                    sale.version,
                    sale.merchant,
                    sale.payee,
                    keccak256(bytes(sale.category)),
                    keccak256(bytes(sale.tier)),
                    sale.amount,
                    sale.soldAt,
                    sale.deadline
                )
            )
        );
        (address signer, ECDSA.RecoverError problem, ) = ECDSA.tryRecoverCalldata(digest, signature);
        if (problem == ECDSA.RecoverError.NoError && signer == sale.merchant) return;
        if (!SignatureChecker.isValidERC1271SignatureNowCalldata(sale.merchant, digest, signature)) {
            revert CommissionSettlerSignatureInvalid(sale.merchant);
        }
    }
}
