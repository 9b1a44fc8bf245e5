// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {CommissionSchedule} from "../../../contracts/commission/CommissionSchedule.sol";
import {ICommissionSchedule} from "../../../contracts/interfaces/ICommissionSchedule.sol";
import {VM, between, check} from "./support/Vm.sol";

/// @title CommissionScheduleTest
/// @notice Prices are floors, cuts wait, and a version stays as it was published.
contract CommissionScheduleTest {
    bytes32 private constant PROGRAM = bytes32("program");
    bytes32 private constant ORG = bytes32("org");

    CommissionSchedule private _schedule;

    function setUp() public {
        _schedule = new CommissionSchedule(address(new AccessManager(address(this))));
    }

    function testFuzz_a_price_is_the_floor_and_never_more_than_the_sale(uint16 dice, uint64 sale) public {
        uint16 bps = uint16(between(dice, 0, 10_000));
        _publish(1, bps, 0, 0, new ICommissionSchedule.Row[](0));
        (uint16 rate, uint64 commission) = _schedule.compute(PROGRAM, 1, "a/b/c", "gold", sale);
        check(rate == bps, "another rate");
        check(commission <= sale, "more than the sale");
        check(uint256(commission) * 10_000 <= uint256(sale) * bps, "rounded up");
        check((uint256(commission) + 1) * 10_000 > uint256(sale) * bps, "more than one unit lost");
    }

    function testFuzz_a_cut_waits_and_a_raise_is_never_in_the_past(
        uint16 first,
        uint16 second,
        uint32 notice,
        uint64 from,
        uint64 now_,
        uint64 sale
    ) public {
        first = uint16(between(first, 0, 10_000));
        second = uint16(between(second, 0, 10_000));
        now_ = uint64(between(now_, 1_000_000, 10 ** 12));
        from = uint64(between(from, 0, 10 ** 13));
        VM.warp(now_);
        ICommissionSchedule.Row[] memory before = _publish(1, first, notice, 5, new ICommissionSchedule.Row[](0));
        (, uint64 asItWas) = _schedule.compute(PROGRAM, 1, "toys", "x", sale);
        _publish(2, second, notice, from, before);
        uint64 effectiveAt = _schedule.versionOf(PROGRAM, 2).effectiveAt;
        uint64 earliest = now_ + (second < first ? notice : 0);
        check(effectiveAt == (from > earliest ? from : earliest), "another time");
        check(_schedule.versionAt(PROGRAM, effectiveAt - 1) == 1, "in force too early");
        check(_schedule.versionAt(PROGRAM, effectiveAt) == 2, "not in force in time");
        (, uint64 asItIs) = _schedule.compute(PROGRAM, 1, "toys", "x", sale);
        check(asItIs == asItWas, "a published version changed");
    }

    function _publish(
        uint64 version,
        uint16 bps,
        uint32 notice,
        uint64 from,
        ICommissionSchedule.Row[] memory before
    ) private returns (ICommissionSchedule.Row[] memory rows) {
        rows = new ICommissionSchedule.Row[](1);
        rows[0] = ICommissionSchedule.Row("*", "*", bps);
        _schedule.publish(PROGRAM, version, ORG, notice, from, bytes32("rules"), rows, before);
    }
}
