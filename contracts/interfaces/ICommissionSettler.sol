// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title ICommissionSettler
/// @notice Merchants' escrow in one token. A sale that its merchant signed pays its commission out of that escrow, priced
/// on chain, once; the payee takes it whenever they like.
/// @dev Amounts are book units; a token amount is book units × `unitScale`. Times are seconds.
interface ICommissionSettler {
    /// @notice What a merchant signs (EIP-712, type `Sale`).
    struct Sale {
        /// The book's id of the conversion; counts once for a merchant's organisation.
        bytes32 conversionId;
        bytes32 program;
        /// The schedule's version that the merchant was shown; must be the one in force at `soldAt`.
        uint64 version;
        address merchant;
        address payee;
        string category;
        string tier;
        /// What was sold, without tax and shipping.
        uint64 amount;
        uint64 soldAt;
        /// Last block time at which the signature counts.
        uint64 deadline;
    }

    /// @notice `merchant` signs and pays for the organisation `orgRef` from now on.
    event MerchantAdmitted(address indexed merchant, bytes32 indexed orgRef);
    /// @notice `amount` was added to the escrow of `merchant`.
    event EscrowDeposited(address indexed merchant, bytes32 indexed orgRef, address from, uint64 amount);
    /// @notice `commission` went from the merchant's escrow to the payee's claimable.
    event SaleSettled(
        bytes32 indexed conversionId,
        address indexed merchant,
        address indexed payee,
        bytes32 orgRef,
        bytes32 program,
        uint64 version,
        uint16 bps,
        uint64 amount,
        uint64 commission,
        uint64 soldAt
    );
    /// @notice `payee` was sent everything it had: `amount`.
    event CommissionWithdrawn(address indexed payee, uint64 amount);
    /// @notice `merchant` took `amount` of unused escrow back, to `to`.
    event EscrowReclaimed(address indexed merchant, bytes32 indexed orgRef, address to, uint64 amount);
    /// @notice Deposits, settlements and withdrawals stopped.
    event Paused(address account);
    /// @notice They go on.
    event Unpaused(address account);

    /// @dev An address, a reference or the unit scale was zero. Nothing was created or admitted.
    error CommissionSettlerZeroArgument();
    /// @dev Deposits, settlements and withdrawals are stopped. Nothing moved.
    error CommissionSettlerPaused();
    /// @dev They are not stopped. Nothing changed.
    error CommissionSettlerNotPaused();
    /// @dev `merchant` stands for `orgRef` already, for ever. Nothing changed.
    error CommissionSettlerMerchantTaken(address merchant, bytes32 orgRef);
    /// @dev `merchant` was never admitted. Nothing moved.
    error CommissionSettlerMerchantUnknown(address merchant);
    /// @dev Of `amount` token units less than one book unit arrived. Nothing was credited.
    error CommissionSettlerNothingDeposited(uint256 amount);
    /// @dev The signature was good until `deadline`. Nothing was settled.
    error CommissionSettlerSignatureExpired(uint64 deadline);
    /// @dev Not a signature of `merchant` over this sale. Nothing was settled.
    error CommissionSettlerSignatureInvalid(address merchant);
    /// @dev A sale is not of the future, nor older than 30 days. Nothing was settled.
    error CommissionSettlerSaleTimeInvalid(uint64 soldAt);
    /// @dev Nobody can be paid at this address. Nothing was settled.
    error CommissionSettlerPayeeInvalid(address payee);
    /// @dev The conversion was settled before. Nothing was settled.
    error CommissionSettlerAlreadySettled(bytes32 conversionId);
    /// @dev The program is another organisation's. Nothing was settled.
    error CommissionSettlerProgramForeign(bytes32 program, bytes32 orgRef);
    /// @dev At the time of the sale `inForce` was in force, not the version that was signed. Nothing was settled.
    error CommissionSettlerVersionNotInForce(uint64 version, uint64 inForce);
    /// @dev The commission is less than one book unit. Nothing was settled.
    error CommissionSettlerNothingEarned(bytes32 conversionId);
    /// @dev The merchant has `escrow` and would need `needed`. Nothing moved.
    error CommissionSettlerEscrowTooLow(address merchant, uint64 escrow, uint64 needed);
    /// @dev `payee` has nothing to withdraw. Nothing was paid.
    error CommissionSettlerNothingToWithdraw(address payee);
    /// @dev Tokens are never sent to the zero address or to the settler. Nothing was paid.
    error CommissionSettlerRecipientInvalid(address to);

    /// @notice Lets `merchant` sign and pay for `orgRef`. Only for the registrar. It is never taken back or moved.
    function admit(address merchant, bytes32 orgRef) external;

    /// @notice Pays `amount` token units into the escrow of `merchant`. Needs the caller's allowance. Credits the whole
    /// book units of what really arrives; the rest of less than one unit stays and is nobody's.
    function deposit(address merchant, uint256 amount) external;

    /// @notice Settles a sale that its merchant signed. Anyone may send it.
    /// @param signature EIP-712 signature over `sale`: ECDSA, else ERC-1271.
    /// @return commission What the payee was credited.
    function settle(Sale calldata sale, bytes calldata signature) external returns (uint64 commission);

    /// @notice Sends `payee` everything that it was credited. Anyone may call; only `payee` is paid.
    function withdraw(address payee) external returns (uint64 amount);

    /// @notice Takes `amount` of the caller's own unused escrow back, to `to`.
    function reclaim(uint64 amount, address to) external;

    /// @notice Stops deposits, settlements and withdrawals at once. Only for the guardian.
    function pause() external;

    /// @notice Lets them go on. Only for the admin.
    function unpause() external;

    /// @notice What a sale would be settled for now: the commission, or the revert that `settle` would give apart from the
    /// signature's.
    function preview(Sale calldata sale) external view returns (uint16 bps, uint64 commission);

    /// @notice The token in escrow.
    function token() external view returns (address);

    /// @notice The schedule that prices.
    function schedule() external view returns (address);

    /// @notice Token units in one book unit.
    function unitScale() external view returns (uint128);

    /// @notice Whether everything is stopped.
    function paused() external view returns (bool);

    /// @notice Book units ever credited to escrows.
    function deposited() external view returns (uint64);

    /// @notice Book units ever sent to payees and back to merchants.
    function withdrawn() external view returns (uint64);

    /// @notice The organisation that `merchant` stands for; zero when it was never admitted.
    function orgRefOf(address merchant) external view returns (bytes32);

    /// @notice Unused escrow of `merchant`.
    function escrowOf(address merchant) external view returns (uint64);

    /// @notice What `payee` may withdraw.
    function claimable(address payee) external view returns (uint64);

    /// @notice Whether a conversion of `orgRef` was settled.
    function isSettled(bytes32 orgRef, bytes32 conversionId) external view returns (bool);
}
