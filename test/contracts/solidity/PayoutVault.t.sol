// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {LedgerAnchor} from "../../../contracts/anchor/LedgerAnchor.sol";
import {ILedgerAnchor} from "../../../contracts/interfaces/ILedgerAnchor.sol";
import {TestToken} from "../../../contracts/mocks/TestToken.sol";
import {PayoutVault} from "../../../contracts/payout/PayoutVault.sol";
import {VaultTree} from "../../../contracts/payout/VaultTree.sol";
import {NaiveKeccakTree} from "./support/NaiveTree.sol";
import {VM, between, check} from "./support/Vm.sol";

/// @title PayoutVaultHandler
/// @notice Plays merchant, poster, guardian and payees at random, keeps its own small model of what must follow, and
/// checks every single answer of the vault against it.
contract PayoutVaultHandler is NaiveKeccakTree {
    uint32 private constant LANES = 6;
    uint128 private constant SCALE = 7;
    uint32 private constant DELAY = 1 hours;

    struct Epoch {
        uint64[LANES] cumulative;
        bytes32[] leaves;
        uint64 total;
        uint256 activeAt;
        bool voided;
    }

    PayoutVault public immutable VAULT;
    TestToken public immutable TOKEN;

    /// @dev The model. Epoch n is at n − 1.
    Epoch[] private _epochs;
    uint64[LANES] private _claimed;
    uint256 private _deposited;
    uint256 private _given;
    uint256 private _now = 1_000_000;

    constructor() {
        TOKEN = new TestToken("Test pound", "GBPT", 2);
        AccessManager authority = new AccessManager(address(this));
        LedgerAnchor anchor = new LedgerAnchor(address(authority), address(this));
        // The admin of the authority may do everything that nobody else was given: here, all of it.
        VAULT = new PayoutVault(address(authority), TOKEN, SCALE, DELAY, ILedgerAnchor(address(anchor)));
        TOKEN.approve(address(VAULT), type(uint256).max);
        VM.warp(_now);
        deposit(100_000);
    }

    /// @notice A merchant pays in.
    function deposit(uint256 amount) public {
        amount = between(amount, 1, 1_000_000);
        TOKEN.mint(address(this), amount);
        if (VAULT.paused()) return;
        VAULT.deposit(bytes32("org"), amount);
        _deposited += amount;
    }

    /// @notice Somebody sends tokens without depositing.
    function send(uint256 amount) external {
        amount = between(amount, 1, 1_000);
        TOKEN.mint(address(VAULT), amount);
        _given += amount;
    }

    /// @notice Time passes.
    function wait(uint256 secondsMore) external {
        _now += between(secondsMore, 1, DELAY);
        VM.warp(_now);
    }

    /// @notice Posts a tree in which every lane earned something more; `short` makes its total say less than its leaves.
    /// Three times in four it waits for the last root first, to the second.
    function post(uint256 growth, bool short) external {
        if (growth % 4 != 0 && _epochs.length > 0 && _now < _epochs[_epochs.length - 1].activeAt) {
            _now = _epochs[_epochs.length - 1].activeAt;
            VM.warp(_now);
        }
        uint64 epoch = uint64(_epochs.length) + 1;
        uint64[LANES] memory cumulative = _newest();
        uint64 sum = 0;
        for (uint32 lane = 0; lane < LANES; ++lane) {
            cumulative[lane] += uint64((growth >> (lane * 16)) % 400);
            sum += cumulative[lane];
        }
        uint64 total = short ? sum - uint64(between(growth, 0, sum / 3)) : sum;
        bytes32[] memory leaves = new bytes32[](LANES);
        for (uint32 lane = 0; lane < LANES; ++lane) leaves[lane] = _leaf(epoch, lane, cumulative[lane]);

        (uint64 last, , uint64 standing) = VAULT.latest();
        bool waits = last != 0 && !_epochs[last - 1].voided && _now < _epochs[last - 1].activeAt;
        bool allowed =
            !VAULT.paused() &&
                !waits &&
                total >= standing &&
                total >= VAULT.paid() &&
                uint256(total) * SCALE <= _deposited;
        try VAULT.postRoot(epoch, _hash(leaves, 0, LANES), LANES, total, 0) {
            check(allowed, "a root that must be refused was posted");
            Epoch storage added = _epochs.push();
            added.cumulative = cumulative;
            added.leaves = leaves;
            added.total = total;
            added.activeAt = _now + DELAY;
        } catch {
            check(!allowed, "a good root was refused");
        }
    }

    /// @notice Claims a lane at any epoch ever posted, and checks both the answer and what arrived.
    function claim(uint256 whichEpoch, uint256 whichLane) public {
        if (_epochs.length == 0) return;
        uint64 epoch = _pick(whichEpoch);
        uint32 lane = uint32(between(whichLane, 0, LANES - 1));
        uint64 cumulative = _epochs[epoch - 1].cumulative[lane];
        bool due = _isClaimable(epoch) && cumulative > _claimed[lane];
        uint64 amount = due ? cumulative - _claimed[lane] : 0;
        due = due && _paid() + amount <= _standingTotal();
        uint256 before = TOKEN.balanceOf(wallet(lane));
        bytes32[] memory proof = _inclusion(_epochs[epoch - 1].leaves, lane, LANES);
        try VAULT.claim(epoch, lane, LANES, lane, wallet(lane), cumulative, lane, proof) {
            check(due, "a claim that must be refused was paid");
            check(TOKEN.balanceOf(wallet(lane)) - before == uint256(amount) * SCALE, "paid another amount");
            _claimed[lane] = cumulative;
        } catch {
            check(!due, "a good claim was refused");
            check(TOKEN.balanceOf(wallet(lane)) == before, "a refused claim moved tokens");
        }
    }

    /// @notice The same claim twice in a row: the second one changes nothing.
    function claimTwice(uint256 whichEpoch, uint256 whichLane) external {
        claim(whichEpoch, whichLane);
        uint64 paid = VAULT.paid();
        claim(whichEpoch, whichLane);
        check(VAULT.paid() == paid, "a replay was counted");
    }

    /// @notice A payee asks for more than the leaf says, with the leaf's own proof.
    function claimMore(uint256 whichLane, uint64 more) external {
        if (_epochs.length == 0) return;
        uint64 epoch = uint64(_epochs.length);
        uint32 lane = uint32(between(whichLane, 0, LANES - 1));
        uint64 cumulative = _epochs[epoch - 1].cumulative[lane] + uint64(between(more, 1, 1_000));
        bytes32[] memory proof = _inclusion(_epochs[epoch - 1].leaves, lane, LANES);
        try VAULT.claim(epoch, lane, LANES, lane, wallet(lane), cumulative, lane, proof) {
            check(false, "paid more than the leaf says");
        } catch {
            return;
        }
    }

    /// @notice The guardian voids any epoch, mostly a recent one.
    function voidRoot(uint256 back) external {
        if (_epochs.length == 0 || back % 2 != 0) return;
        // Two times in three the newest.
        uint256 reach = _epochs.length > 9 ? 9 : _epochs.length - 1;
        uint64 epoch = uint64(_epochs.length - (back % 3 == 0 ? between(back / 6, 0, reach) : 0));
        bool allowed = _isInRing(epoch) && !_epochs[epoch - 1].voided;
        try VAULT.voidRoot(epoch) {
            check(allowed, "voided what is not there");
            _epochs[epoch - 1].voided = true;
        } catch {
            check(!allowed, "a root could not be voided");
        }
    }

    /// @notice The guardian pauses, or the admin lifts the pause.
    function togglePause(uint256 dice) external {
        if (VAULT.paused()) VAULT.unpause();
        else if (dice % 8 == 0) VAULT.pause();
    }

    /// @notice What must hold at every moment.
    function checkAll() external view {
        uint256 lanes = 0;
        uint256 received = 0;
        for (uint32 lane = 0; lane < LANES; ++lane) {
            check(VAULT.claimed(lane) == _claimed[lane], "a lane moved without a claim");
            check(TOKEN.balanceOf(wallet(lane)) == uint256(_claimed[lane]) * SCALE, "a wallet was paid something else");
            check(_claimed[lane] <= _highest(lane), "a lane passed its highest root");
            lanes += _claimed[lane];
            received += TOKEN.balanceOf(wallet(lane));
        }
        check(VAULT.claimed(LANES) == 0, "a lane that nobody has was paid");
        check(VAULT.paid() == lanes, "paid is not the sum of the lanes");
        check(VAULT.funded() == _deposited, "funded is not the sum of the deposits");
        check(received <= VAULT.funded(), "more was paid than deposited");
        check(TOKEN.balanceOf(address(VAULT)) == _deposited + _given - received, "tokens left by another way");
        (uint64 last, , uint64 total) = VAULT.latest();
        check(last == _epochs.length, "an epoch was skipped or used twice");
        check(total == _standingTotal(), "another total stands");
        check(uint256(total) * SCALE <= VAULT.funded(), "a standing total is not funded");
        check(TOKEN.allowance(address(VAULT), address(this)) == 0, "the vault approved somebody");
    }

    /// @notice The wallet of a lane.
    function wallet(uint32 lane) public pure returns (address) {
        return address(uint160(0xA11CE000 + lane));
    }

    function _leaf(uint64 epoch, uint32 lane, uint64 cumulative) private view returns (bytes32) {
        return VaultTree.leaf(uint64(block.chainid), address(VAULT), epoch, lane, wallet(lane), cumulative, lane);
    }

    /// @dev Cumulative amounts of the newest epoch that stands, as the book would know them; never below what was paid.
    function _newest() private view returns (uint64[LANES] memory cumulative) {
        cumulative = _claimed;
        for (uint256 n = _epochs.length; n > 0; --n) {
            if (_epochs[n - 1].voided) continue;
            for (uint32 lane = 0; lane < LANES; ++lane) {
                uint64 then = _epochs[n - 1].cumulative[lane];
                if (then > cumulative[lane]) cumulative[lane] = then;
            }
            break;
        }
    }

    function _highest(uint32 lane) private view returns (uint64 highest) {
        for (uint256 n = 0; n < _epochs.length; ++n) {
            if (_epochs[n].cumulative[lane] > highest) highest = _epochs[n].cumulative[lane];
        }
    }

    /// @dev Total of the newest root in the ring that was not voided.
    function _standingTotal() private view returns (uint64) {
        for (uint256 n = _epochs.length; n > 0 && _isInRing(uint64(n)); --n) {
            if (!_epochs[n - 1].voided) return _epochs[n - 1].total;
        }
        return 0;
    }

    function _paid() private view returns (uint64 paid) {
        for (uint32 lane = 0; lane < LANES; ++lane) paid += _claimed[lane];
    }

    /// @dev Any epoch, half the time one around the far end of the ring.
    function _pick(uint256 dice) private view returns (uint64) {
        uint256 count = _epochs.length;
        if (dice % 2 == 0 && count > 9) return uint64(count - between(dice / 2, 6, 9));
        return uint64(between(dice, 1, count));
    }

    function _isInRing(uint64 epoch) private view returns (bool) {
        return _epochs.length - epoch < 8;
    }

    function _isClaimable(uint64 epoch) private view returns (bool) {
        Epoch storage asked = _epochs[epoch - 1];
        return !VAULT.paused() && _isInRing(epoch) && !asked.voided && _now >= asked.activeAt;
    }
}

/// @title PayoutVaultTest
/// @notice No order of deposits, roots, voids, pauses and claims makes the vault pay twice, too much or to somebody else.
contract PayoutVaultTest {
    PayoutVaultHandler private _handler;

    function setUp() public {
        _handler = new PayoutVaultHandler();
    }

    /// @notice Where the fuzzer may call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_money_is_conserved_and_paid_once() public view {
        _handler.checkAll();
    }

    /// @notice The fuzzer's random walk could in theory never pay anybody; this one does, so the model is not empty.
    function test_the_model_pays() public {
        _handler.post(type(uint256).max, false);
        _handler.wait(type(uint256).max);
        for (uint256 n = 0; n < 3; ++n) _handler.wait(3_599);
        for (uint256 lane = 0; lane < 6; ++lane) _handler.claimTwice(1, lane);
        _handler.checkAll();
        check(_handler.VAULT().paid() > 0, "nothing was paid");
    }
}
