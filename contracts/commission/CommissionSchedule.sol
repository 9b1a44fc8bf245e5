// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ICommissionSchedule} from "../interfaces/ICommissionSchedule.sol";

/// @title CommissionSchedule
/// @notice Basis-point tables by category and tier, version after version. A cut waits out the notice that the program
/// promised, whoever publishes it, and no version ever changes.
/// @dev No function writes a rate, a hash or a time twice. Rates are kept, rows are not: only their hash.
contract CommissionSchedule is ICommissionSchedule, AccessManaged {
    uint256 private constant MAX_ROWS = 200;
    uint16 private constant WHOLE = 10_000;
    bytes32 private constant ANY = keccak256("*");

    struct Terms {
        bytes32 orgRef;
        uint32 noticeSeconds;
    }

    mapping(bytes32 program => Terms) private _terms;
    /// @dev Version n is at n − 1; `effectiveAt` strictly grows.
    mapping(bytes32 program => Version[]) private _versions;
    /// @dev Rate + 1 by keccak256(table, keccak256(category), keccak256(tier)); 0 is no row.
    mapping(bytes32 key => uint256 ratePlusOne) private _rates;

    /// @param authority AccessManager that says who publishes.
    constructor(address authority) AccessManaged(authority) {}

    /// @inheritdoc ICommissionSchedule
    function publish(
        bytes32 program,
        uint64 version,
        bytes32 orgRef,
        uint32 noticeSeconds,
        uint64 from,
        bytes32 rulesHash,
        Row[] calldata rows,
        Row[] calldata before
    ) external restricted {
        uint64 last = uint64(_versions[program].length);
        if (version != last + 1) revert CommissionScheduleVersionOutOfOrder(version, last + 1);
        _fixTerms(program, orgRef, noticeSeconds, last == 0);
        _writeRows(program, version, rows);
        bool isCut = last != 0 && _isCut(program, version, rows, before);
        uint64 effectiveAt = last == 0 ? from : _earliest(program, last, from, isCut ? noticeSeconds : 0);
        bytes32 tableHash = keccak256(abi.encode(rows));
        _versions[program].push(Version(effectiveAt, rulesHash, tableHash));
        emit VersionPublished(program, version, orgRef, effectiveAt, rulesHash, tableHash, isCut);
    }

    /// @inheritdoc ICommissionSchedule
    function compute(
        bytes32 program,
        uint64 version,
        string calldata category,
        string calldata tier,
        uint64 sale
    ) public view returns (uint16 bps, uint64 commission) {
        if (version == 0 || version > _versions[program].length) {
            revert CommissionScheduleVersionUnknown(program, version);
        }
        bps = _rate(_table(program, version), bytes(category), keccak256(bytes(tier)));
        // bps ≤ 10,000, so the quotient is at most `sale`.
        commission = uint64((uint256(sale) * bps) / WHOLE);
    }

    /// @inheritdoc ICommissionSchedule
    function quote(
        bytes32 program,
        uint64 time,
        string calldata category,
        string calldata tier,
        uint64 sale
    ) external view returns (bytes32 orgRef, uint64 version, uint16 bps, uint64 commission) {
        orgRef = _terms[program].orgRef;
        version = versionAt(program, time);
        if (version != 0) (bps, commission) = compute(program, version, category, tier, sale);
    }

    /// @inheritdoc ICommissionSchedule
    function versionAt(bytes32 program, uint64 time) public view returns (uint64) {
        Version[] storage versions = _versions[program];
        // From the newest: what is asked for is nearly always the last or the one before.
        for (uint64 n = uint64(versions.length); n != 0; --n) {
            if (versions[n - 1].effectiveAt <= time) return n;
        }
        return 0;
    }

    /// @inheritdoc ICommissionSchedule
    function lastVersion(bytes32 program) external view returns (uint64) {
        return uint64(_versions[program].length);
    }

    /// @inheritdoc ICommissionSchedule
    function versionOf(bytes32 program, uint64 version) external view returns (Version memory) {
        if (version == 0 || version > _versions[program].length) {
            revert CommissionScheduleVersionUnknown(program, version);
        }
        return _versions[program][version - 1];
    }

    /// @inheritdoc ICommissionSchedule
    function termsOf(bytes32 program) external view returns (bytes32 orgRef, uint32 noticeSeconds) {
        Terms storage terms = _terms[program];
        return (terms.orgRef, terms.noticeSeconds);
    }

    function _fixTerms(bytes32 program, bytes32 orgRef, uint32 noticeSeconds, bool isFirst) private {
        if (isFirst) {
            if (program == bytes32(0) || orgRef == bytes32(0)) revert CommissionScheduleZeroArgument();
            _terms[program] = Terms(orgRef, noticeSeconds);
            return;
        }
        Terms memory terms = _terms[program];
        if (terms.orgRef != orgRef || terms.noticeSeconds != noticeSeconds) {
            revert CommissionScheduleTermsChanged(terms.orgRef, terms.noticeSeconds);
        }
    }

    function _writeRows(bytes32 program, uint64 version, Row[] calldata rows) private {
        if (rows.length == 0 || rows.length > MAX_ROWS) revert CommissionScheduleTableSize(rows.length);
        bytes32 table = _table(program, version);
        for (uint256 n = 0; n < rows.length; ++n) {
            Row calldata row = rows[n];
            if (row.bps > WHOLE) revert CommissionScheduleRateTooHigh(n, row.bps);
            bytes32 key = _key(table, keccak256(bytes(row.category)), keccak256(bytes(row.tier)));
            if (_rates[key] != 0) revert CommissionScheduleRowTwice(n);
            _rates[key] = uint256(row.bps) + 1;
        }
        if (_rates[_key(table, ANY, ANY)] == 0) revert CommissionScheduleDefaultMissing();
    }

    /// @dev Not in the past, after the version before, and `noticeSeconds` from now.
    function _earliest(
        bytes32 program,
        uint64 last,
        uint64 from,
        uint32 noticeSeconds
    ) private view returns (uint64 effectiveAt) {
        effectiveAt = uint64(block.timestamp) + noticeSeconds;
        if (from > effectiveAt) effectiveAt = from;
        uint64 before = _versions[program][last - 1].effectiveAt;
        if (effectiveAt <= before) effectiveAt = before + 1;
    }

    /// @dev Whether anybody can earn less than under the version before. The categories and tiers that either table names
    /// are enough: any other category meets the rows of its deepest named ancestor, any other tier those of `*`.
    function _isCut(
        bytes32 program,
        uint64 version,
        Row[] calldata rows,
        Row[] calldata before
    ) private view returns (bool) {
        if (before.length == 0) return true;
        bytes32 given = keccak256(abi.encode(before));
        bytes32 expected = _versions[program][version - 2].tableHash;
        if (given != expected) revert CommissionScheduleBeforeWrong(given, expected);
        bytes32[] memory tiers = _tiers(rows, before);
        bytes32 older = _table(program, version - 1);
        bytes32 newer = _table(program, version);
        return _fallsIn(rows, tiers, older, newer) || _fallsIn(before, tiers, older, newer);
    }

    function _fallsIn(
        Row[] calldata rows,
        bytes32[] memory tiers,
        bytes32 older,
        bytes32 newer
    ) private view returns (bool) {
        bytes32 seen = bytes32(0);
        for (uint256 n = 0; n < rows.length; ++n) {
            bytes calldata category = bytes(rows[n].category);
            bytes32 hash = keccak256(category);
            // Rows are published in order of category, so one category's rows are neighbours.
            if (hash == seen) continue;
            seen = hash;
            for (uint256 m = 0; m < tiers.length; ++m) {
                if (_rate(newer, category, tiers[m]) < _rate(older, category, tiers[m])) return true;
            }
        }
        return false;
    }

    /// @dev The tiers that either table names, each once; `*` is among them.
    function _tiers(Row[] calldata rows, Row[] calldata before) private pure returns (bytes32[] memory tiers) {
        bytes32[] memory found = new bytes32[](rows.length + before.length);
        uint256 count = 0;
        for (uint256 n = 0; n < found.length; ++n) {
            Row calldata row = n < rows.length ? rows[n] : before[n - rows.length];
            bytes32 tier = keccak256(bytes(row.tier));
            uint256 m = 0;
            while (m < count && found[m] != tier) ++m;
            if (m == count) found[count++] = tier;
        }
        tiers = new bytes32[](count);
        for (uint256 n = 0; n < count; ++n) tiers[n] = found[n];
    }

    /// @dev The rate of the clause that prices `category` for `tier`. The default row ends the search.
    function _rate(bytes32 table, bytes calldata category, bytes32 tier) private view returns (uint16) {
        uint256 end = category.length;
        uint256 found = _clause(table, keccak256(category), tier);
        while (found == 0) {
            while (end != 0 && category[end - 1] != "/") --end;
            if (end == 0) return uint16(_clause(table, ANY, tier) - 1);
            --end;
            found = _clause(table, keccak256(category[:end]), tier);
        }
        return uint16(found - 1);
    }

    function _clause(bytes32 table, bytes32 category, bytes32 tier) private view returns (uint256 ratePlusOne) {
        ratePlusOne = _rates[_key(table, category, tier)];
        if (ratePlusOne == 0) ratePlusOne = _rates[_key(table, category, ANY)];
    }

    function _table(bytes32 program, uint64 version) private pure returns (bytes32) {
        return keccak256(abi.encode(program, version));
    }

    function _key(bytes32 table, bytes32 category, bytes32 tier) private pure returns (bytes32) {
        return keccak256(abi.encode(table, category, tier));
    }
}
