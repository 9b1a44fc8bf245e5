// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title ICommissionSchedule
/// @notice What programs pay, as append-only versions of basis-point tables by category and tier.
/// @dev Names are the book's: a category is a path such as `home/lighting`, a tier a name such as `gold`, and `*` stands
/// for every one of them. Amounts are book units, times are seconds.
interface ICommissionSchedule {
    /// @notice One clause: what `tier` earns on `category` and everything below it.
    struct Row {
        string category;
        string tier;
        uint16 bps;
    }

    /// @notice A version and when it takes effect. `version` counts from 1; 0 stands for none.
    struct Version {
        uint64 effectiveAt;
        /// SHA-256 of the rule version's canonical terms, as noted in the ledger's log.
        bytes32 rulesHash;
        /// keccak256 of the ABI-encoded rows.
        bytes32 tableHash;
    }

    /// @notice `version` of `program` is in force from `effectiveAt` on, until the next one is.
    /// @param isCut Whether it waits out the notice: some rate falls, or nobody showed that none does.
    event VersionPublished(
        bytes32 indexed program,
        uint64 indexed version,
        bytes32 orgRef,
        uint64 effectiveAt,
        bytes32 rulesHash,
        bytes32 tableHash,
        bool isCut
    );

    /// @dev Programs and organisations have a reference that is not zero. Nothing was published.
    error CommissionScheduleZeroArgument();
    /// @dev Versions follow each other: `expected` is next. Nothing was published.
    error CommissionScheduleVersionOutOfOrder(uint64 version, uint64 expected);
    /// @dev The program belongs to `orgRef` and promises `noticeSeconds`, for ever. Nothing was published.
    error CommissionScheduleTermsChanged(bytes32 orgRef, uint32 noticeSeconds);
    /// @dev A table has 1 to 200 rows. Nothing was published.
    error CommissionScheduleTableSize(uint256 rows);
    /// @dev No rate is above 10,000 basis points. Nothing was published.
    error CommissionScheduleRateTooHigh(uint256 row, uint16 bps);
    /// @dev Row `row` repeats an earlier one. Nothing was published.
    error CommissionScheduleRowTwice(uint256 row);
    /// @dev The default row `*` × `*` is missing. Nothing was published.
    error CommissionScheduleDefaultMissing();
    /// @dev `before` is not the table of the version before. Nothing was published.
    error CommissionScheduleBeforeWrong(bytes32 given, bytes32 expected);
    /// @dev `program` has no `version`.
    error CommissionScheduleVersionUnknown(bytes32 program, uint64 version);

    /// @notice Appends a version, which then never changes. Only for the publisher.
    /// @dev It takes effect at `from`, but not in the past (except the first), after the version before, and when it cuts
    /// any rate not before the notice is over. A late publication therefore never shortens the notice, and never changes
    /// what a past sale earns.
    /// @param orgRef The merchant's reference in the book; the first version fixes it.
    /// @param noticeSeconds What the program promises before a cut; the first version fixes it.
    /// @param rulesHash SHA-256 of the rule version's canonical terms.
    /// @param rows The whole table, with its default row.
    /// @param before The rows of the version before, to show that no rate falls; empty counts as a cut.
    function publish(
        bytes32 program,
        uint64 version,
        bytes32 orgRef,
        uint32 noticeSeconds,
        uint64 from,
        bytes32 rulesHash,
        Row[] calldata rows,
        Row[] calldata before
    ) external;

    /// @notice What a sale of `sale` earns under `version`: floor(sale × bps / 10,000).
    /// @dev The deepest category that is `category` or above it first, `*` last; within one category the named tier beats
    /// `*`, and a category with a row for neither is passed over.
    function compute(
        bytes32 program,
        uint64 version,
        string calldata category,
        string calldata tier,
        uint64 sale
    ) external view returns (uint16 bps, uint64 commission);

    /// @notice The same under the version in force at `time`, which may be in the past; `version` 0 where there was none.
    /// @return orgRef Whose program it is.
    function quote(
        bytes32 program,
        uint64 time,
        string calldata category,
        string calldata tier,
        uint64 sale
    ) external view returns (bytes32 orgRef, uint64 version, uint16 bps, uint64 commission);

    /// @notice The version in force at `time`; 0 before the first.
    function versionAt(bytes32 program, uint64 time) external view returns (uint64);

    /// @notice Newest version, in force or not yet; 0 before the first.
    function lastVersion(bytes32 program) external view returns (uint64);

    /// @notice A published version.
    function versionOf(bytes32 program, uint64 version) external view returns (Version memory);

    /// @notice Whose program it is, and its notice; zero before the first version.
    function termsOf(bytes32 program) external view returns (bytes32 orgRef, uint32 noticeSeconds);
}
