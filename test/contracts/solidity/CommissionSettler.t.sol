// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {CommissionSchedule} from "../../../contracts/commission/CommissionSchedule.sol";
import {CommissionSettler} from "../../../contracts/commission/CommissionSettler.sol";
import {ICommissionSchedule} from "../../../contracts/interfaces/ICommissionSchedule.sol";
import {ICommissionSettler} from "../../../contracts/interfaces/ICommissionSettler.sol";
import {TestToken} from "../../../contracts/mocks/TestToken.sol";
import {between, check} from "./support/Vm.sol";

/// @title Shop
/// @notice A merchant without a key: it signs (by ERC-1271) whatever its owner says, and takes its escrow back.
contract Shop is IERC1271 {
    address private immutable _OWNER = msg.sender;

    /// @notice Takes escrow back.
    function reclaim(CommissionSettler settler, uint64 amount, address to) external {
        check(msg.sender == _OWNER, "not the owner");
        settler.reclaim(amount, to);
    }

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32, bytes calldata signature) external pure returns (bytes4) {
        return signature.length == 1 ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}

/// @title CommissionSettlerHandler
/// @notice Plays merchants and payees at random, keeps its own model, and checks every answer of the settler against it.
contract CommissionSettlerHandler {
    uint128 private constant SCALE = 7;
    uint256 private constant SHOPS = 3;
    uint256 private constant PAYEES = 4;
    uint256 private constant CONVERSIONS = 24;

    CommissionSettler public immutable SETTLER;
    TestToken public immutable TOKEN;

    Shop[SHOPS] private _shops;
    uint64[SHOPS] private _escrow;
    uint64[PAYEES] private _credited;
    uint64[PAYEES] private _sent;
    uint64 private _deposited;
    uint64 private _reclaimed;
    uint256 private _dust;
    mapping(uint256 shop => mapping(uint256 conversion => bool)) private _settled;

    constructor() {
        TOKEN = new TestToken("Test pound", "GBPT", 2);
        AccessManager authority = new AccessManager(address(this));
        CommissionSchedule schedule = new CommissionSchedule(address(authority));
        SETTLER = new CommissionSettler(address(authority), TOKEN, SCALE, schedule);
        TOKEN.approve(address(SETTLER), type(uint256).max);
        for (uint256 n = 0; n < SHOPS; ++n) {
            _shops[n] = new Shop();
            SETTLER.admit(address(_shops[n]), _org(n));
            ICommissionSchedule.Row[] memory rows = new ICommissionSchedule.Row[](2);
            rows[0] = ICommissionSchedule.Row("*", "*", uint16(500 * (n + 1)));
            rows[1] = ICommissionSchedule.Row("art", "*", 10_000);
            schedule.publish(_org(n), 1, _org(n), 0, 0, bytes32("rules"), rows, new ICommissionSchedule.Row[](0));
        }
    }

    /// @notice Pays in for a merchant, with or without dust.
    function deposit(uint256 which, uint256 amount) external {
        uint256 n = which % SHOPS;
        amount = between(amount, 1, 1_000_000);
        TOKEN.mint(address(this), amount);
        bool allowed = !SETTLER.paused() && amount >= SCALE;
        try SETTLER.deposit(address(_shops[n]), amount) {
            check(allowed, "a deposit that must be refused was taken");
            _escrow[n] += uint64(amount / SCALE);
            _deposited += uint64(amount / SCALE);
            _dust += amount % SCALE;
        } catch {
            check(!allowed, "a good deposit was refused");
        }
    }

    /// @notice Settles any conversion of any merchant, well signed or not, as often as the fuzzer likes.
    function settle(
        uint256 which,
        uint256 whichPayee,
        uint256 conversion,
        uint64 amount,
        bool art,
        bool forged
    ) public {
        uint256 n = which % SHOPS;
        uint256 p = whichPayee % PAYEES;
        conversion = conversion % CONVERSIONS;
        amount = uint64(between(amount, 0, 30_000));
        uint64 commission = art ? amount : uint64((uint256(amount) * 500 * (n + 1)) / 10_000);
        bool allowed =
            !SETTLER.paused() && !forged && !_settled[n][conversion] && commission != 0 && commission <= _escrow[n];
        ICommissionSettler.Sale memory sale = ICommissionSettler.Sale({
            conversionId: bytes32(conversion + 1),
            program: _org(n),
            version: 1,
            merchant: address(_shops[n]),
            payee: payee(p),
            category: art ? "art/prints" : "artful",
            tier: "gold",
            amount: amount,
            soldAt: uint64(block.timestamp),
            deadline: type(uint64).max
        });
        try SETTLER.settle(sale, forged ? bytes("") : bytes("1")) returns (uint64 credited) {
            check(allowed, "a sale that must be refused was settled");
            check(credited == commission, "another price");
            _settled[n][conversion] = true;
            _escrow[n] -= commission;
            _credited[p] += commission;
        } catch {
            check(!allowed, "a good sale was refused");
        }
    }

    /// @notice Anybody withdraws for a payee.
    function withdraw(uint256 whichPayee) public {
        uint256 p = whichPayee % PAYEES;
        uint64 due = _credited[p] - _sent[p];
        bool allowed = !SETTLER.paused() && due != 0;
        try SETTLER.withdraw(payee(p)) returns (uint64 amount) {
            check(allowed && amount == due, "paid what is not due");
            _sent[p] += amount;
        } catch {
            check(!allowed, "a good withdrawal was refused");
        }
    }

    /// @notice A merchant takes some of its escrow back.
    function reclaim(uint256 which, uint64 amount) external {
        uint256 n = which % SHOPS;
        amount = uint64(between(amount, 0, uint256(_escrow[n]) + 1));
        bool allowed = !SETTLER.paused() && amount != 0 && amount <= _escrow[n];
        try _shops[n].reclaim(SETTLER, amount, address(0xBEEF)) {
            check(allowed, "took back what it has not");
            _escrow[n] -= amount;
            _reclaimed += amount;
        } catch {
            check(!allowed, "a good reclaim was refused");
        }
    }

    /// @notice The guardian pauses, or the admin lifts the pause.
    function togglePause(uint256 dice) external {
        if (SETTLER.paused()) SETTLER.unpause();
        else if (dice % 8 == 0) SETTLER.pause();
    }

    /// @notice What must hold at every moment (I11).
    function checkAll() external view {
        uint256 escrow = 0;
        for (uint256 n = 0; n < SHOPS; ++n) {
            check(SETTLER.escrowOf(address(_shops[n])) == _escrow[n], "an escrow moved by itself");
            escrow += _escrow[n];
            for (uint256 c = 0; c < CONVERSIONS; ++c) {
                check(SETTLER.isSettled(_org(n), bytes32(c + 1)) == _settled[n][c], "a conversion settled by itself");
            }
        }
        uint256 credited = 0;
        uint256 sent = 0;
        for (uint256 p = 0; p < PAYEES; ++p) {
            check(SETTLER.claimable(payee(p)) == _credited[p] - _sent[p], "a payee is owed something else");
            check(TOKEN.balanceOf(payee(p)) == uint256(_sent[p]) * SCALE, "a payee was sent something else");
            credited += _credited[p];
            sent += _sent[p];
        }
        check(credited + escrow == _deposited - _reclaimed, "credited + escrow is not deposited - taken back");
        check(SETTLER.deposited() == _deposited, "deposited is not the sum of the deposits");
        check(SETTLER.withdrawn() == sent + _reclaimed, "withdrawn is not what left");
        uint256 held = (uint256(SETTLER.deposited()) - SETTLER.withdrawn()) * SCALE + _dust;
        check(TOKEN.balanceOf(address(SETTLER)) == held, "tokens left or came by another way");
        check(TOKEN.allowance(address(SETTLER), address(this)) == 0, "the settler approved somebody");
    }

    /// @notice The wallet of a payee.
    function payee(uint256 n) public pure returns (address) {
        return address(uint160(0xA11CE000 + n));
    }

    function _org(uint256 n) private pure returns (bytes32) {
        return bytes32(n + 1);
    }
}

/// @title CommissionSettlerTest
/// @notice No order of deposits, sales, withdrawals and pauses pays twice, too much, to somebody else, or from another.
contract CommissionSettlerTest {
    CommissionSettlerHandler private _handler;

    function setUp() public {
        _handler = new CommissionSettlerHandler();
    }

    /// @notice Where the fuzzer may call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_money_is_conserved_and_paid_once() public view {
        _handler.checkAll();
    }

    /// @notice The random walk could in theory never settle anything; this one does, so the model is not empty.
    function test_the_model_pays() public {
        _handler.deposit(0, 100_000);
        _handler.settle(0, 0, 3, 20_000, false, false);
        _handler.settle(0, 1, 3, 20_000, false, false);
        _handler.settle(0, 1, 4, 5_000, true, false);
        _handler.settle(0, 1, 5, 5_000, true, true);
        _handler.withdraw(0);
        _handler.checkAll();
        check(_handler.TOKEN().balanceOf(_handler.payee(0)) == 7_000, "nothing was paid");
        check(_handler.SETTLER().claimable(_handler.payee(1)) == 5_000, "nothing was credited");
    }
}
