import { describe } from '@jest/globals';
import { scenario } from '../support/scenario.ts';

// Every row of the ledger's table of flows that a commission goes through (docs/architecture.md), in tables.
// What each line means is written in test/support/scenario.ts.

describe('a sale', () => {
  scenario(
    'that its merchant has funded is paid from prepaid money, the fee on top',
    `
    deposit  1000                             booked
    click    C                                clicked
    order    A  C  home 5900, books 1250      accepted
    # 590 + 62 of commission, 59 + 6 of fee
    balance  prepaid                          283
    balance  pending                          652
    balance  fees                             65
    balance  unfunded                         0
    balance  receivable                       0
    state    A                                pending
    `,
  );

  scenario(
    'that its merchant has not funded waits, however much time passes',
    `
    deposit  716                              booked
    click    C                                clicked
    order    A  C  home 5900, books 1250      accepted
    balance  prepaid                          716
    balance  receivable                       717
    balance  unfunded                         652
    balance  fees                             65
    wait     30 days                          waited
    mature                                    0 matured
    state    A                                unfunded
    balance  payable                          0
    `,
  );

  scenario(
    'counts once, however often it is told, and never with other content',
    `
    deposit  1000                             booked
    click    C                                clicked
    order    A  C  home 1000                  accepted
    order    A  C  home 1000                  repeat
    order    A  C  home 1001                  orders.order_id_reused
    balance  prepaid                          890
    balance  pending                          100
    `,
  );

  scenario(
    'that nobody brought, or whose rate is zero, earns nothing and costs nothing',
    `
    deposit  1000                             booked
    click    C                                clicked
    order    A  -  home 5000                  accepted
    order    B  C  free 5000                  accepted
    order    D  C  home 9                     accepted
    balance  prepaid                          1000
    balance  pending                          0
    balance  fees                             0
    state    A                                nothing earned
    state    B                                nothing earned
    state    D                                nothing earned
    `,
  );

  scenario(
    'is rounded down line by line, in the merchant’s favour',
    `
    deposit  1000                             booked
    click    C                                clicked
    # 1.9 → 1 and 0.95 → 0 of commission; 0.1 → 0 of fee
    order    A  C  home 19, books 19          accepted
    balance  pending                          1
    balance  fees                             0
    balance  prepaid                          999
    `,
  );
});

describe('a deposit', () => {
  scenario(
    'funds what waits, oldest first, each sale whole or not at all, and none out of turn',
    `
    click    C                                clicked
    order    A  C  home 1000                  accepted
    order    B  C  home 2000                  accepted
    order    D  C  home 500                   accepted
    balance  receivable                       385
    deposit  200                              booked
    state    A                                pending
    state    B                                unfunded
    state    D                                unfunded
    balance  prepaid                          90
    balance  receivable                       275
    deposit  129                              booked
    state    B                                unfunded
    deposit  1                                booked
    state    B                                pending
    balance  prepaid                          0
    deposit  55                               booked
    state    D                                pending
    balance  pending                          350
    balance  unfunded                         0
    balance  receivable                       0
    balance  fees                             35
    balance  prepaid                          0
    balance  custody                          385
    `,
  );

  scenario(
    'that comes late lets what is due mature at once',
    `
    click    C                                clicked
    order    A  C  home 1000                  accepted
    wait     20 days                          waited
    deposit  110                              booked
    mature                                    1 matured
    balance  payable                          100
    `,
  );
});

describe('time', () => {
  scenario(
    'makes pending commissions payable when they are due, once',
    `
    deposit  1000                             booked
    click    C                                clicked
    order    A  C  home 1000                  accepted
    wait     13 days                          waited
    mature                                    0 matured
    wait     1 days                           waited
    mature                                    1 matured
    mature                                    0 matured
    balance  pending                          0
    balance  payable                          100
    state    A                                payable
    `,
  );
});

describe('a refund', () => {
  scenario(
    'of a sale that waits lowers what its merchant owes',
    `
    click    C                                clicked
    order    A  C  home 5900                  accepted
    balance  receivable                       649
    refund   R  A  1:1950                     recorded
    # floor(590 × 1950 / 5900) = 195, floor(59 × 1950 / 5900) = 19
    balance  unfunded                         395
    balance  receivable                       435
    balance  fees                             40
    balance  prepaid                          0
    state    A                                unfunded
    refund   S  A  1:3950                     recorded
    balance  unfunded                         0
    balance  receivable                       0
    state    A                                reversed
    deposit  1000                             booked
    balance  prepaid                          1000
    balance  pending                          0
    `,
  );

  scenario(
    'of a pending sale goes back to its merchant, fee included',
    `
    deposit  1000                             booked
    click    C                                clicked
    order    A  C  home 5900                  accepted
    balance  prepaid                          351
    refund   R  A  1:1950                     recorded
    balance  pending                          395
    balance  fees                             40
    balance  prepaid                          565
    wait     14 days                          waited
    mature                                    1 matured
    balance  payable                          395
    `,
  );

  scenario(
    'of a sale that was funded later goes to prepaid, not to a debt that is paid',
    `
    click    C                                clicked
    order    A  C  home 1000                  accepted
    deposit  110                              booked
    refund   R  A  1:1000                     recorded
    balance  prepaid                          110
    balance  receivable                       0
    balance  pending                          0
    balance  fees                             0
    state    A                                reversed
    `,
  );

  scenario(
    'frees money for the next sale that waits',
    `
    deposit  110                              booked
    click    C                                clicked
    order    A  C  home 1000                  accepted
    order    B  C  home 1000                  accepted
    state    B                                unfunded
    refund   R  A  1:1000                     recorded
    promote                                   1 funded
    state    B                                pending
    balance  prepaid                          0
    `,
  );

  scenario(
    'of a matured sale is taken from what is payable',
    `
    deposit  1000                             booked
    click    C                                clicked
    order    A  C  home 1000                  accepted
    wait     14 days                          waited
    mature                                    1 matured
    refund   R  A  1:300                      recorded
    balance  payable                          70
    balance  prepaid                          923
    balance  fees                             7
    balance  owed back                        0
    balance  recovering                       0
    `,
  );

  scenario(
    'that comes in many parts takes back exactly what was earned, and no more can follow',
    `
    deposit  1000                             booked
    click    C                                clicked
    order    A  C  home 777, books 333        accepted
    # 77 + 16 of commission, 7 + 1 of fee
    balance  prepaid                          899
    refund   R1  A  1:1                       recorded
    refund   R2  A  1:100, 2:1                recorded
    refund   R3  A  1:333, 2:331              recorded
    refund   R3  A  1:333, 2:331              repeat
    refund   R3  A  1:334, 2:331              orders.refund_id_reused
    refund   R4  A  1:344                     orders.refund_exceeds_line
    refund   R5  A  1:343, 2:1                recorded
    refund   R6  A  2:1                       orders.refund_exceeds_line
    balance  prepaid                          1000
    balance  pending                          0
    balance  fees                             0
    state    A                                reversed
    wait     14 days                          waited
    mature                                    0 matured
    `,
  );

  scenario(
    'after the payout is owed back by the payee, and nobody else pays it',
    `
    deposit  1000                             booked
    click    C                                clicked
    order    A  C  home 1000                  accepted
    wait     14 days                          waited
    mature                                    1 matured
    wallet                                    set
    propose  P  ada                           proposed
    approve  P  ben                           frozen
    balance  settling                         100
    refund   R  A  1:1000                     recorded
    # The payee owes 100; the merchant has its fee back, the commission only once it is recovered.
    balance  payable                          0
    balance  owed back                        100
    balance  recovering                       100
    balance  prepaid                          900
    balance  fees                             0
    balance  settling                         100
    claim    100                              booked
    balance  paid                             100
    balance  custody                          900
    `,
  );

  scenario(
    'takes what is still payable first, and only the rest becomes a debt',
    `
    deposit  1000                             booked
    click    C                                clicked
    order    A  C  home 1000                  accepted
    order    B  C  home 400                   accepted
    wait     14 days                          waited
    mature                                    2 matured
    wallet                                    set
    refund   Q  B  1:100                      recorded
    propose  P  ada                           proposed
    order    D  C  home 300                   accepted
    approve  P  ben                           frozen
    balance  settling                         130
    wait     14 days                          waited
    mature                                    1 matured
    balance  payable                          30
    refund   R  A  1:1000                     recorded
    balance  payable                          0
    balance  owed back                        70
    balance  recovering                       70
    `,
  );
});

describe('a payout run', () => {
  scenario(
    'moves what is payable to settling, and a claim pays it',
    `
    deposit  1000                             booked
    click    C                                clicked
    order    A  C  home 1000                  accepted
    wait     14 days                          waited
    mature                                    1 matured
    propose  P  ada                           payouts.nobody_to_pay
    wallet                                    set
    propose  P  ada                           proposed
    balance  payable                          100
    approve  P  ada                           payouts.maker_is_checker
    approve  P  ben                           frozen
    approve  P  ben                           payouts.run_state_refuses
    balance  payable                          0
    balance  settling                         100
    claim    100                              booked
    balance  paid                             100
    balance  custody                          900
    `,
  );

  scenario(
    'that is cancelled gives everything back, and can be made anew',
    `
    deposit  1000                             booked
    click    C                                clicked
    order    A  C  home 1000                  accepted
    wait     14 days                          waited
    mature                                    1 matured
    wallet                                    set
    propose  P  ada                           proposed
    cancel   P  ada                           cancelled
    approve  P  ben                           payouts.run_state_refuses
    balance  payable                          100
    propose  Q  ada                           proposed
    approve  Q  ben                           frozen
    balance  settling                         100
    cancel   Q  ben                           cancelled
    balance  settling                         0
    balance  payable                          100
    cancel   Q  ben                           payouts.run_state_refuses
    propose  S  ben                           proposed
    approve  S  ada                           frozen
    balance  settling                         100
    `,
  );

  scenario(
    'freezes no more than is payable when it is approved',
    `
    deposit  1000                             booked
    click    C                                clicked
    order    A  C  home 1000                  accepted
    wait     14 days                          waited
    mature                                    1 matured
    wallet                                    set
    propose  P  ada                           proposed
    refund   R  A  1:400                      recorded
    approve  P  ben                           frozen
    balance  settling                         60
    balance  payable                          0
    balance  owed back                        0
    `,
  );

  scenario(
    'adds to the one before it: settling only grows',
    `
    deposit  1000                             booked
    click    C                                clicked
    order    A  C  home 1000                  accepted
    wait     14 days                          waited
    mature                                    1 matured
    wallet                                    set
    propose  P  ada                           proposed
    approve  P  ben                           frozen
    claim    100                              booked
    click    D                                clicked
    order    B  D  home 500                   accepted
    wait     14 days                          waited
    mature                                    1 matured
    propose  Q  ada                           proposed
    approve  Q  ben                           frozen
    balance  settling                         150
    balance  paid                             100
    claim    50                               booked
    balance  paid                             150
    `,
  );
});
