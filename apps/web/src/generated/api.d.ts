// Made from openapi.json by scripts/generate/openapi.ts; do not edit.

export interface paths {
    "/v1/chain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ChainController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/demo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["DemoController_people"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["SessionController_enter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/token/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["SessionController_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["SessionController_leave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SessionController_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["OrganisationsController_list"];
        put?: never;
        post: operations["OrganisationsController_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["OrganisationsController_addUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/names": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["OrganisationsController_names"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ApiKeysController_list"];
        put?: never;
        post: operations["ApiKeysController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["ApiKeysController_revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/money-reads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["MoneyReadsController_ofMine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/money-reads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["MoneyReadsController_all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wallet/challenge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["WalletController_challenge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/wallet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["WalletController_read"];
        put: operations["WalletController_set"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ProductsController_list"];
        put?: never;
        post: operations["ProductsController_upsert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products/feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["ProductsController_feed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/products/{sku}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ShownProductsController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ProgramsController_list"];
        put?: never;
        post: operations["ProgramsController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ProgramsController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs/{id}/rule-versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ProgramsController_versions"];
        put?: never;
        post: operations["ProgramsController_publishVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs/{id}/enrolments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ProgramsController_enrolments"];
        put?: never;
        post: operations["ProgramsController_enrolPartner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["LinksController_list"];
        put?: never;
        post: operations["LinksController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clicks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["LinksController_clicks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/coupons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CouponsController_list"];
        put?: never;
        post: operations["CouponsController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/coupons/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["CouponsController_end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/coupon-policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CouponsController_policies"];
        put?: never;
        post: operations["CouponsController_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["OrdersController_list"];
        put?: never;
        post: operations["OrdersController_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["OrdersController_refund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["OrdersController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CommissionsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commissions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CommissionsController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commissions/{id}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CommissionsController_receipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/earnings/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CommissionsController_summary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ConversionsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/conversions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ConversionsController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/attribution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ConversionsController_compare"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/programs/{id}/simulate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["SimulationController_simulate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/commission-reviews/effect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ReviewsController_effect"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AccountsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AccountsController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{path}/balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AccountsController_balance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{path}/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AccountsController_statement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/books": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["BooksController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["EntriesController_list"];
        put?: never;
        post: operations["PostingController_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/entries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["EntriesController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/entries/{id}/leaves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["EntriesController_leaves"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trial-balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["TrialBalanceController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trial-balance/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["TrialBalanceController_accounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/general-ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ReportsController_ledger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/general-ledger.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ReportsController_ledgerFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ReportsController_statement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/statement.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ReportsController_statementFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/aged-receivables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ReportsController_aged"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/aged-receivables/totals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ReportsController_agedTotals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/aged-receivables.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ReportsController_agedFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{path}/balance-history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ReportsController_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["HoldsController_hold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{seq}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["HoldsController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{seq}/capture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["HoldsController_capture"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holds/{seq}/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["HoldsController_void"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/periods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PeriodsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/periods/closed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PeriodsController_closed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/periods/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PeriodsController_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/periods/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PeriodsController_reopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/log/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["LogController_checkpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/log/inclusion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["LogController_inclusion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/log/consistency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["LogController_consistency"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["LogController_signedNote"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tile/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["LogController_tile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/books/{book}/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["LogController_signedNoteOfBook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/books/{book}/tile/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["LogController_tileOfBook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payout-runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PayoutRunsController_list"];
        put?: never;
        post: operations["PayoutRunsController_propose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payout-runs/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PayoutRunsController_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payout-runs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PayoutRunsController_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payout-runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PayoutRunsController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payout-runs/{id}/payouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PayoutRunsController_payouts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payout-runs/{id}/comparison": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PayoutRunsController_comparison"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payout-runs/{id}/statement.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PayoutRunsController_statement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PayoutsController_own"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payout-reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PayoutsController_reviews"];
        put?: never;
        post: operations["PayoutsController_open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payout-reviews/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PayoutsController_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlement/contracts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SettlementController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SettlementController_claim"];
        put?: never;
        post: operations["SettlementController_send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/claims/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SettlementController_statement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/claims/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SettlementController_relayed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payout-runs/{id}/root": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SettlementController_root"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reconciliation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SettlementController_reconciliation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settler": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SettlerController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settler/merchants/typed-data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["SettlerController_offerAdmission"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settler/merchants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["SettlerController_admitCaller"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settler/sales/typed-data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["SettlerController_offer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settler/sales": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["SettlerController_settle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settler/withdrawals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["SettlerController_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settler/transactions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SettlerController_relayed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/test-deposits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["TestDepositsController_deposit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CampaignsController_list"];
        put?: never;
        post: operations["CampaignsController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CampaignsController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["CampaignsController_activate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["CampaignsController_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/creatives": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CampaignsController_creatives"];
        put?: never;
        post: operations["CampaignsController_addOne"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CampaignsController_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campaigns/{id}/charges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CampaignsController_charges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CampaignSearchController_find"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ad-earnings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AdEarningsController_earnings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ad-charges/{entry}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AdEarningsController_receipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auctions/{id}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AuctionsController_proof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/creatives/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CreativesController_waiting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/creatives/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["CreativesController_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["WebhookEndpointsController_list"];
        put?: never;
        post: operations["WebhookEndpointsController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["WebhookEndpointsController_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["WebhookEndpointsController_disable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["WebhookEndpointsController_enable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["WebhookDeliveriesController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["WebhookDeliveriesController_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-deliveries/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["WebhookDeliveriesController_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PostsController_list"];
        put?: never;
        post: operations["PostsController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PostsController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts/{id}/reactions/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["PostsController_set"];
        post?: never;
        delete: operations["PostsController_unset"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PostsController_listComments"];
        put?: never;
        post: operations["PostsController_comment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/posts/{id}/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PostsController_reportIt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/follows/{author}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["AuthorsController_start"];
        post?: never;
        delete: operations["AuthorsController_stop"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["AuthorsController_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reputation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AuthorsController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moderation/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ModerationController_queue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moderation/cases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ModerationController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moderation/cases/{id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["ModerationController_claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moderation/cases/{id}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["ModerationController_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moderation/cases/{id}/appeal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["ModerationController_appeal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["FeedController_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feed/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["FeedController_act"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SearchController_products"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/explore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["SearchController_explore"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ChainAddress: {
            /** @example 31337 */
            chain_id: string;
            /** @description The embedded chain. Null where the operator brought a node, whose address may hold a key. */
            rpc_url: string | null;
        };
        Demo: {
            /** @description Of every demo person; null where no demo ran. */
            password: string | null;
            people: {
                name: string;
                email: string;
                role: string;
            }[];
        };
        SignIn: {
            email: string;
            password: string;
            /**
             * @description For people of several organisations.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            organisation?: string;
        };
        Tokens: {
            access_token: string;
            /** @enum {string} */
            token_type: "Bearer";
            /** @description Seconds. */
            expires_in: number;
            /** @description Good once; its second use ends the session. */
            refresh_token: string;
        };
        RefreshToken: {
            refresh_token: string;
        };
        Me: {
            /** @enum {string} */
            kind: "user" | "api_key";
            id: string;
            /**
             * @description Id with prefix org_.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            organisation: string;
            roles: ("merchant" | "influencer" | "finance" | "moderator" | "shopper" | "auditor")[];
            scopes: string[];
            email: string | null;
            name: string | null;
            memberships: {
                /**
                 * @description Id with prefix org_.
                 * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                organisation: string;
                /** @enum {string} */
                kind: "merchant" | "partner" | "platform" | "advertiser" | "agency";
                name: string;
                roles: ("merchant" | "influencer" | "finance" | "moderator" | "shopper" | "auditor")[];
            }[];
        };
        NewOrganisation: {
            /** @enum {string} */
            kind: "merchant" | "partner" | "platform" | "advertiser" | "agency";
            name: string;
        };
        Organisation: {
            /**
             * @description Id with prefix org_.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            /** @enum {string} */
            kind: "merchant" | "partner" | "platform" | "advertiser" | "agency";
            name: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            created_at: string;
        };
        OrganisationPage: {
            items: components["schemas"]["Organisation"][];
            next_cursor: string | null;
        };
        NewUser: {
            email: string;
            name: string;
            password: string;
            /**
             * @description Id with prefix org_.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            organisation: string;
            roles: ("merchant" | "influencer" | "finance" | "moderator" | "shopper" | "auditor")[];
        };
        User: {
            /**
             * @description Id with prefix usr_.
             * @example usr_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            email: string;
        };
        UserNames: {
            names: {
                [key: string]: string;
            };
        };
        NewApiKey: {
            name: string;
            scopes: ("campaigns:read" | "campaigns:write" | "claims:read" | "claims:write" | "clicks:read" | "commissions:read" | "conversions:read" | "coupons:read" | "coupons:write" | "creatives:decide" | "deposits:write" | "ledger:read" | "ledger:write" | "links:read" | "links:write" | "me:read" | "orders:read" | "orders:write" | "organisations:read" | "organisations:write" | "payouts:read" | "posts:react" | "posts:read" | "posts:write" | "products:read" | "products:write" | "programs:read" | "programs:write" | "reconciliation:read" | "settlement:read" | "settlement:write" | "users:write" | "wallet:read" | "webhooks:read" | "webhooks:write")[];
        };
        CreatedApiKey: {
            /**
             * @description Id with prefix key_.
             * @example key_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            name: string;
            prefix: string;
            roles: ("merchant" | "influencer" | "finance" | "moderator" | "shopper" | "auditor")[];
            scopes: string[];
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            created_at: string;
            last_used_at: string | null;
            revoked_at: string | null;
            /** @description The key. Shown this once; a replay has null. */
            secret: string | null;
        };
        ApiKeyList: {
            items: components["schemas"]["ApiKey"][];
        };
        ApiKey: {
            /**
             * @description Id with prefix key_.
             * @example key_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            name: string;
            prefix: string;
            roles: ("merchant" | "influencer" | "finance" | "moderator" | "shopper" | "auditor")[];
            scopes: string[];
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            created_at: string;
            last_used_at: string | null;
            revoked_at: string | null;
        };
        MoneyReadPage: {
            items: components["schemas"]["MoneyRead"][];
            next_cursor: string | null;
        };
        MoneyRead: {
            /**
             * @description Id with prefix mr_.
             * @example mr_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            read_at: string;
            by: {
                /** @enum {string} */
                kind: "user" | "api_key";
                id: string;
                name: string | null;
                /**
                 * @description Id with prefix org_.
                 * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                organisation: string;
            };
            /** @description What was asked for: path and query, never what was read. */
            path: string;
            /** @description What the reader gave as X-Reason. */
            reason: string | null;
            /** @description Whose money was shown; in a list of one owner, that one. */
            owners: string[];
            /** @description A file that named nobody: it may have shown everybody’s. */
            is_of_all: boolean;
        };
        NewWalletChallenge: {
            /** @example 0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266 */
            address: string;
        };
        WalletChallenge: {
            /** @description EIP-4361 text to sign with the wallet, byte for byte (personal_sign). */
            message: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            expires_at: string;
        };
        SignedWalletMessage: {
            message: string;
            signature: string;
        };
        /** @description Where this payee is paid; version counts its changes. */
        PayeeWallet: {
            address: string;
            version: number;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            set_at: string;
        };
        UpsertProducts: {
            /**
             * @description Id with prefix org_.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            merchant?: string;
            products: components["schemas"]["NewProduct"][];
        };
        NewProduct: {
            sku: string;
            name: string;
            /**
             * @description From the widest to the narrowest.
             * @example home/lighting
             */
            category: string;
        };
        UpsertedProducts: {
            /** @description Different skus in the request. */
            count: number;
        };
        /** @description CSV text with columns sku, name, category; or `{ "items": [ … ] }`. */
        ProductFeed: string | {
            items: {
                [key: string]: unknown;
            }[];
        };
        ProductFeedResult: {
            accepted: number;
            /** @description Rows whose sku comes again further down: the last one counts. */
            superseded: number;
            refused: number;
            rows: {
                /** @description From 1, the heading not counted. */
                row: number;
                sku: string | null;
                /** @enum {string} */
                outcome: "accepted" | "superseded" | "refused";
                problem: {
                    field: string;
                    message: string;
                } | null;
            }[];
        };
        ProductPage: {
            items: components["schemas"]["Product"][];
            next_cursor: string | null;
        };
        Product: {
            /**
             * @description Id with prefix pr_.
             * @example pr_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            sku: string;
            name: string;
            /**
             * @description From the widest to the narrowest.
             * @example home/lighting
             */
            category: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            updated_at: string;
        };
        ShownProduct: {
            /**
             * @description Id with prefix org_.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            merchant: string;
            merchant_name: string;
            sku: string;
            name: string;
            /**
             * @description From the widest to the narrowest.
             * @example home/lighting
             */
            category: string;
        };
        NewProgram: {
            /**
             * @description Finance names the merchant; a merchant is its own.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            merchant?: string;
            name: string;
            /**
             * @description Asset code and decimal places.
             * @example GBP/2
             */
            settlement_asset: string;
            maturation_days?: number;
            /** @description Basis points: 250 is 2.5 %. */
            fee_bps?: number;
            attribution_window_days?: number;
            notice_days?: number;
        };
        Program: {
            /**
             * @description Id with prefix prog_.
             * @example prog_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            /**
             * @description Id with prefix org_.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            merchant: string;
            name: string;
            settlement_asset: string;
            maturation_days: number;
            /** @description Basis points: 250 is 2.5 %. */
            fee_bps: number;
            attribution_window_days: number;
            notice_days: number;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            created_at: string;
        };
        ProgramPage: {
            items: components["schemas"]["Program"][];
            next_cursor: string | null;
        };
        NewRuleVersion: {
            /**
             * Format: date-time
             * @description A few seconds from now when left out.
             * @example 2026-03-01T12:00:00.000Z
             */
            from?: string;
            table: components["schemas"]["Rate"][];
            /** @description Creators’ share of ads beside posts that tag this program. As before when left out; finance alone changes it. */
            ad_share_bps?: number;
        };
        /** @description The deepest category counts first, then a named tier before *. */
        Rate: {
            /** @example home/decor */
            category: string;
            /** @example gold */
            tier: string;
            /** @description Basis points: 250 is 2.5 %. */
            bps: number;
        };
        RuleVersion: {
            /**
             * @description Id with prefix rv_.
             * @example rv_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            /**
             * @description Id with prefix prog_.
             * @example prog_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            program: string;
            version: number;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            from: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            published_at: string;
            table: components["schemas"]["Rate"][];
            maturation_days: number;
            /** @description Basis points: 250 is 2.5 %. */
            fee_bps: number;
            /** @description Basis points: 250 is 2.5 %. */
            ad_share_bps: number;
            /** @description SHA-256 (hex) of the canonical terms, RFC 8785. */
            hash: string;
            /** @description Position of that hash in the ledger's log. */
            note_seq: string;
            /** @description The terms that were hashed. */
            terms: {
                [key: string]: unknown;
            };
        };
        RuleVersionList: {
            items: components["schemas"]["RuleVersion"][];
        };
        NewEnrolment: {
            /**
             * @description Id with prefix org_.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            partner: string;
            tier: string;
            /**
             * Format: date-time
             * @description Now when left out.
             * @example 2026-03-01T12:00:00.000Z
             */
            from?: string;
        };
        Enrolment: {
            /**
             * @description Id with prefix enr_.
             * @example enr_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            /**
             * @description Id with prefix prog_.
             * @example prog_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            program: string;
            /**
             * @description Id with prefix org_.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            partner: string;
            tier: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            from: string;
            to: string | null;
        };
        EnrolmentPage: {
            items: components["schemas"]["Enrolment"][];
            next_cursor: string | null;
        };
        NewLink: {
            /**
             * @description Id with prefix prog_.
             * @example prog_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            program: string;
            /**
             * @description An http or https page.
             * @example https://shop.example/lamp
             */
            url: string;
            /**
             * @description 4 to 32 letters, digits, - or _; made up when left out.
             * @example lamp-7
             */
            code?: string;
        };
        Link: {
            /**
             * @description Id with prefix lnk_.
             * @example lnk_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            code: string;
            /**
             * @description Id with prefix prog_.
             * @example prog_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            program: string;
            /**
             * @description Id with prefix org_.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            partner: string;
            url: string;
            /**
             * @description What the partner shares, on this server.
             * @example /l/lamp-7
             */
            path: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            created_at: string;
        };
        LinkPage: {
            items: components["schemas"]["Link"][];
            next_cursor: string | null;
        };
        ClickPage: {
            items: components["schemas"]["Click"][];
            next_cursor: string | null;
        };
        Click: {
            /**
             * @description Id with prefix clk_.
             * @example clk_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            /**
             * @description Id with prefix lnk_.
             * @example lnk_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            link: string;
            code: string;
            /**
             * @description Id with prefix prog_.
             * @example prog_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            program: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            at: string;
        };
        NewCoupon: {
            /**
             * @description Id with prefix prog_.
             * @example prog_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            program: string;
            /**
             * @description Id with prefix org_.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            partner: string;
            /**
             * @description 3 to 32 letters, digits, - or _; case makes no difference.
             * @example MIA10
             */
            code: string;
            /**
             * Format: date-time
             * @description It counts for orders from then on; now when left out.
             * @example 2026-03-01T12:00:00.000Z
             */
            from?: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            ends_at?: string;
        };
        Coupon: {
            /**
             * @description Id with prefix cpn_.
             * @example cpn_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            code: string;
            /**
             * @description Id with prefix prog_.
             * @example prog_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            program: string;
            /**
             * @description Id with prefix org_.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            partner: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            from: string;
            ends_at: string | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            created_at: string;
        };
        CouponPage: {
            items: components["schemas"]["Coupon"][];
            next_cursor: string | null;
        };
        NewCouponPolicy: {
            /**
             * @description Id with prefix prog_.
             * @example prog_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            program: string;
            /**
             * @description Who brought an order that names a coupon of one partner and has a click of another.
             * @enum {string}
             */
            policy: "coupon_wins" | "click_wins";
            /**
             * Format: date-time
             * @description Now when left out; never before.
             * @example 2026-03-01T12:00:00.000Z
             */
            from?: string;
        };
        CouponPolicy: {
            /**
             * @description Id with prefix prog_.
             * @example prog_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            program: string;
            /**
             * @description Who brought an order that names a coupon of one partner and has a click of another.
             * @enum {string}
             */
            policy: "coupon_wins" | "click_wins";
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            from: string;
        };
        CouponPolicyList: {
            /**
             * @description Now. A program that published none has coupon_wins.
             * @enum {string}
             */
            in_force: "coupon_wins" | "click_wins";
            items: components["schemas"]["CouponPolicy"][];
        };
        NewOrder: {
            /** @description The merchant's own order id; it counts once. */
            external_id: string;
            /**
             * @description Asset code and decimal places.
             * @example GBP/2
             */
            currency: string;
            /** @description The merchant's own name for the customer. */
            customer_ref?: string;
            /**
             * @description Id with prefix clk_.
             * @example clk_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            click?: string;
            /**
             * @description The coupon code that the customer used, in any case.
             * @example MIA10
             */
            coupon?: string;
            /** @description pv_ad of the page that the click on an ad of yours led to: a conversion of its campaign. */
            ad_click?: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            placed_at: string;
            lines: {
                sku: string;
                /**
                 * @description The catalog's category when it is left out.
                 * @example home/lighting
                 */
                category?: string;
                quantity: number | string;
                /** @example 2550 */
                unit_price: string;
                /**
                 * @description Taken off the whole line.
                 * @example 2550
                 */
                discount?: string;
            }[];
        };
        OrderResults: {
            results: components["schemas"]["OrderResult"][];
        };
        OrderResult: {
            /** @enum {string} */
            outcome: "accepted" | "replayed" | "refused";
            external_id: string;
            id: string | null;
            problem: ({
                code: string;
                detail: string;
            } & {
                [key: string]: unknown;
            }) | null;
        };
        Order: {
            /**
             * @description Id with prefix or_.
             * @example or_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            external_id: string;
            /**
             * @description Asset code and decimal places.
             * @example GBP/2
             */
            currency: string;
            customer_ref: string | null;
            click: string | null;
            coupon: string | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            placed_at: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            accepted_at: string;
            lines: {
                line: number;
                sku: string;
                category: string;
                quantity: number | string;
                unit_price: components["schemas"]["Money"];
                discount: components["schemas"]["Money"];
                base: components["schemas"]["Money"];
                refunded: components["schemas"]["Money"];
            }[];
        };
        /** @description Minor units of an asset as a decimal string: 12345 of GBP/2 are £123.45. */
        Money: {
            /** @example 12345 */
            amount: string;
            /** @example GBPT/2 */
            asset: string;
        };
        NewRefund: {
            /** @description The merchant's own refund id; it counts once. */
            external_id: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            at: string;
            lines: ({
                line: number;
                /** @example 2550 */
                amount: string;
            } | {
                line: number;
                quantity: number | string;
            })[];
        };
        Refund: {
            /**
             * @description Id with prefix rf_.
             * @example rf_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            /**
             * @description Id with prefix or_.
             * @example or_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            order: string;
            external_id: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            at: string;
            lines: {
                line: number;
                /** @example 2550 */
                amount: string;
                quantity: (number | string) | null;
            }[];
        };
        OrderPage: {
            items: components["schemas"]["Order"][];
            next_cursor: string | null;
        };
        OrderWithRefunds: {
            /**
             * @description Id with prefix or_.
             * @example or_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            external_id: string;
            /**
             * @description Asset code and decimal places.
             * @example GBP/2
             */
            currency: string;
            customer_ref: string | null;
            click: string | null;
            coupon: string | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            placed_at: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            accepted_at: string;
            lines: {
                line: number;
                sku: string;
                category: string;
                quantity: number | string;
                unit_price: components["schemas"]["Money"];
                discount: components["schemas"]["Money"];
                base: components["schemas"]["Money"];
                refunded: components["schemas"]["Money"];
            }[];
            refunds: components["schemas"]["Refund"][];
        };
        CommissionPage: {
            items: components["schemas"]["Commission"][];
            next_cursor: string | null;
        };
        Commission: {
            /**
             * @description Id with prefix cm_.
             * @example cm_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            /**
             * @description unfunded: waits for the merchant; pending: matures; payable: free to pay out; reversed: refunded.
             * @enum {string}
             */
            state: "unfunded" | "pending" | "payable" | "reversed";
            /**
             * @description Id with prefix prog_.
             * @example prog_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            program: string;
            /**
             * @description Id with prefix org_.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            partner: string;
            /**
             * @description Id with prefix org_.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            merchant: string;
            /**
             * @description Id with prefix or_.
             * @example or_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            order: string;
            order_external_id: string;
            line: number;
            sku: string;
            category: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            placed_at: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            matures_at: string;
            link: string | null;
            click: string | null;
            click_at: string | null;
            /** @description What brought the order where no click did. */
            coupon: {
                /**
                 * @description Id with prefix cpn_.
                 * @example cpn_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                id: string;
                code: string;
            } | null;
            /**
             * @description Id with prefix rv_.
             * @example rv_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            rule_version: string;
            matched: {
                category: string;
                tier: string;
                bps: number;
            };
            base: components["schemas"]["Money"];
            /** @description What was earned: base × bps / 10,000, rounded down. */
            amount: components["schemas"]["Money"];
            /** @description What refunds took back so far. */
            reversed: components["schemas"]["Money"];
            /** @description The platform's fee, paid by the merchant on top. */
            fee: components["schemas"]["Money"];
            /**
             * @description Id with prefix en_.
             * @example en_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            entry: string;
            /** @description A stop on money that has not matured: its post was removed. Null where nothing stops it. */
            under_review: {
                /**
                 * @description Id with prefix case_.
                 * @example case_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                case: string;
                reason: string;
                /**
                 * Format: date-time
                 * @example 2026-03-01T12:00:00.000Z
                 */
                since: string;
            } | null;
        };
        ReceiptBundle: {
            /** @enum {string} */
            format: "provisio.receipt.v1";
        } & {
            [key: string]: unknown;
        };
        EarningsSummary: {
            summaries: {
                /**
                 * @description Asset code and decimal places.
                 * @example GBP/2
                 */
                asset: string;
                unfunded: components["schemas"]["Money"];
                pending: components["schemas"]["Money"];
                payable: components["schemas"]["Money"];
                /** @description In a payout run or vault, not claimed yet. */
                settling: components["schemas"]["Money"];
                paid: components["schemas"]["Money"];
                /** @description Refunded after it was paid out; taken from later earnings. */
                owed_back: components["schemas"]["Money"];
            }[];
        };
        ConversionPage: {
            items: components["schemas"]["Conversion"][];
            next_cursor: string | null;
        };
        Conversion: {
            /**
             * @description Id with prefix or_.
             * @example or_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            order: string;
            order_external_id: string;
            /**
             * @description Id with prefix org_.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            merchant: string;
            /**
             * @description Id with prefix org_.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            partner: string;
            /**
             * @description Id with prefix prog_.
             * @example prog_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            program: string;
            /** @enum {string} */
            state: "unfunded" | "pending" | "payable" | "reversed";
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            placed_at: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            matures_at: string;
            click: {
                /**
                 * @description Id with prefix clk_.
                 * @example clk_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                id: string;
                /**
                 * @description Id with prefix lnk_.
                 * @example lnk_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                link: string;
                /**
                 * Format: date-time
                 * @example 2026-03-01T12:00:00.000Z
                 */
                at: string;
            } | null;
            /** @description What brought the order where no click did. */
            coupon: {
                /**
                 * @description Id with prefix cpn_.
                 * @example cpn_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                id: string;
                code: string;
            } | null;
            /** @description Lines that earn something. */
            commissions: number;
            /** @description What all lines earned. */
            amount: components["schemas"]["Money"];
            /** @description What refunds took back so far. */
            reversed: components["schemas"]["Money"];
            /** @description The platform's fee, paid by the merchant on top. */
            fee: components["schemas"]["Money"];
            /**
             * @description Id with prefix en_.
             * @example en_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            entry: string;
        };
        AttributionComparison: {
            /**
             * @description Id with prefix or_.
             * @example or_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            order: string;
            /** @description What refunds have left of the commissions. Each model shares exactly this. */
            total: components["schemas"]["Money"];
            settled: {
                /**
                 * @description Id with prefix org_.
                 * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                partner: string;
                /** @enum {string} */
                by: "click" | "coupon";
                amount: components["schemas"]["Money"];
            };
            models: {
                /** @enum {string} */
                model: "last_click" | "first_click" | "linear";
                shares: {
                    /**
                     * @description Id with prefix org_.
                     * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
                     */
                    partner: string;
                    touches: number;
                    amount: components["schemas"]["Money"];
                }[];
            }[];
            touches: {
                /** @enum {string} */
                kind: "click" | "coupon";
                /** @description clk_… or cpn_…. */
                id: string;
                /**
                 * @description Id with prefix org_.
                 * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                partner: string;
                /**
                 * @description Id with prefix prog_.
                 * @example prog_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                program: string;
                /**
                 * Format: date-time
                 * @example 2026-03-01T12:00:00.000Z
                 */
                at: string;
            }[];
            /** @description Kept when a coupon of one partner met a click of another. */
            overwrite: {
                /** @enum {string} */
                policy: "coupon_wins" | "click_wins";
                /**
                 * @description Id with prefix cpn_.
                 * @example cpn_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                coupon: string;
                /**
                 * @description Id with prefix org_.
                 * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                coupon_partner: string;
                /**
                 * @description Id with prefix clk_.
                 * @example clk_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                click: string;
                /**
                 * @description Id with prefix org_.
                 * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                click_partner: string;
                /**
                 * Format: date-time
                 * @example 2026-03-01T12:00:00.000Z
                 */
                click_at: string;
                ms_before_order: number;
            } | null;
        };
        SimulationRequest: {
            /** @description The draft, as a rule version would have it. */
            table: {
                category: string;
                tier: string;
                bps: number;
            }[];
            /**
             * @description How far back, in days of 24 h.
             * @default 30
             */
            days: number;
        };
        Simulation: {
            /**
             * @description Id with prefix prog_.
             * @example prog_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            program: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            from: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            to: string;
            /** @description Version that `now` is priced by; null where none is in force. */
            in_force: number | null;
            /** @description Orders of the merchant that were looked at. */
            orders: number;
            /** @description Lines of those that partners of the program brought, priced under both rules. */
            lines: number;
            /** @enum {number} */
            lines_cap: 100000;
            /** @description Older orders of the period were left out: there are too many lines. */
            is_capped: boolean;
            /** @description What partners earn, refunds taken off. `diff` = `draft` − `now`. */
            commissions: {
                now: components["schemas"]["Money"];
                draft: components["schemas"]["Money"];
                diff: {
                    amount: string;
                    asset: string;
                };
                gaining: {
                    partners: number;
                    amount: components["schemas"]["Money"];
                };
                losing: {
                    partners: number;
                    amount: components["schemas"]["Money"];
                };
            };
            /** @description The platform's fee, paid by the merchant on top. */
            fees: {
                now: components["schemas"]["Money"];
                draft: components["schemas"]["Money"];
                diff: {
                    amount: string;
                    asset: string;
                };
            };
            /** @description Whom it moves most first, 500 at most. */
            partners: {
                /**
                 * @description Id with prefix org_.
                 * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                partner: string;
                name: string;
                orders: number;
                now: components["schemas"]["Money"];
                draft: components["schemas"]["Money"];
                diff: {
                    amount: string;
                    asset: string;
                };
            }[];
            notice: {
                /** @description Whether somebody could earn less than under the newest version. */
                is_cut: boolean;
                days: number;
                /**
                 * Format: date-time
                 * @description When the draft could start, if it were published now.
                 * @example 2026-03-01T12:00:00.000Z
                 */
                earliest_from: string;
            };
        };
        ReviewEffect: {
            totals: {
                /**
                 * @description Asset code and decimal places.
                 * @example GBP/2
                 */
                asset: string;
                /** @description Unfunded or pending, not under review: a removal stops these. */
                waiting: {
                    commissions: number;
                    /** @description After refunds. */
                    amount: components["schemas"]["Money"];
                };
                /** @description Stopped now: a won appeal lets these go on. */
                under_review: {
                    commissions: number;
                    /** @description After refunds. */
                    amount: components["schemas"]["Money"];
                };
                /** @description Payable or paid already: no review of the link reaches these. */
                matured: {
                    commissions: number;
                    /** @description After refunds. */
                    amount: components["schemas"]["Money"];
                };
            }[];
        };
        AccountPage: {
            items: components["schemas"]["Account"][];
            next_cursor: string | null;
        };
        Account: {
            path: string;
            /** @description Line of the chart of accounts. */
            line: string;
            /** @enum {string} */
            kind: "asset" | "liability" | "equity" | "income" | "expense";
            /** @enum {string} */
            natural_side: "debit" | "credit";
            owner: string | null;
            balance: components["schemas"]["SignedMoney"];
            debits: components["schemas"]["Money"];
            credits: components["schemas"]["Money"];
            /**
             * @description Number of its transfers; they count 1, 2, 3 ….
             * @example 41
             */
            transfers: string;
            /**
             * @description Log position of its last transfer, 0 before the first.
             * @example 41
             */
            last_seq: string;
            closed_at: string | null;
        };
        /** @description Minor units as a decimal string; below zero when the account is on its other side. */
        SignedMoney: {
            amount: string;
            asset: string;
        };
        PastBalance: {
            path: string;
            balance: components["schemas"]["SignedMoney"];
            debits: components["schemas"]["SignedMoney"];
            credits: components["schemas"]["SignedMoney"];
        };
        Statement: {
            /** @enum {string} */
            format: "provisio.statement.v1";
            account: {
                path: string;
                asset: string;
            };
            transfers: {
                [key: string]: unknown;
            }[];
            log: {
                [key: string]: unknown;
            };
            anchor: {
                [key: string]: unknown;
            } | null;
            /** @description By what a vault pays, if it does. */
            payout: {
                [key: string]: unknown;
            } | null;
            /** @description Its place in the newest tree of all balances, if it has one. */
            balances: {
                [key: string]: unknown;
            } | null;
        };
        BookList: {
            books: components["schemas"]["Book"][];
            /** @description Books whose database does not answer now, by name. */
            unavailable: string[];
        };
        Book: {
            name: string;
            /** @description First line of its heads, and name of its key. */
            origin: string;
            /** @description Verifier key of its heads (C2SP signed note). */
            public_key: string;
            /** @description IANA time zone of its days. */
            zone: string;
            /** @description What it takes; null for the main book, which takes what no other one does. */
            assets: string[] | null;
            /** @description Set for a book that takes its assets for one region only. */
            region: string | null;
            /**
             * @description Leaves of its log.
             * @example 41
             */
            size: string;
            /** @description Leaves under its published head; null before the first. */
            published_size: string | null;
            /** @description Where `checkpoint` and `tile/…` of its log are served. */
            published_at: string;
            /** @description Null: its heads are signed and published, but not anchored. */
            anchor: components["schemas"]["BookAnchor"] | null;
        };
        BookAnchor: {
            chain_id: string;
            /** @description The LedgerAnchor of this book alone. */
            contract: string;
            /**
             * @description Leaves under the newest head on the chain, 0 before the first.
             * @example 41
             */
            size: string;
            /**
             * @description `pending`: a reorg may still take that head away.
             * @enum {string}
             */
            state: "none" | "pending" | "final";
            /** @description Root of that head; null before the first. */
            root: string | null;
            /** @description The transaction that anchored it. */
            tx_hash: string | null;
            /** @description The block of that transaction. */
            block_number: string | null;
            /**
             * @description Leaves under the newest head that no reorg takes away.
             * @example 41
             */
            final_size: string;
        };
        EntryPage: {
            items: components["schemas"]["Entry"][];
            next_cursor: string | null;
        };
        Entry: {
            /**
             * @description Id with prefix en_.
             * @example en_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            effective_at: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            recorded_at: string;
            /** @description 32 bytes in hex. */
            content_hash: string;
            reason: string | null;
            /** @description For finance only; null otherwise. */
            metadata: {
                [key: string]: unknown;
            } | null;
            /** @description Those that touch an account of the caller. */
            transfers: components["schemas"]["Transfer"][];
            /** @description Whether these are all of them: then the caller may prove the entry. */
            is_whole: boolean;
        };
        Transfer: {
            /** @example 41 */
            seq: string;
            /** @enum {string} */
            kind: "post" | "hold" | "capture" | "void" | "reversal";
            debit: string;
            credit: string;
            amount: components["schemas"]["Money"];
            /** @description Log position of the original of a reversal. */
            refers_to: string | null;
            facts: string | null;
        };
        EntryLeaves: {
            /** @description What was hashed: SHA-256 of its RFC 8785 JSON is content_hash. */
            content: {
                [key: string]: unknown;
            };
            /** @description 32 bytes in hex. */
            content_hash: string;
            leaves: {
                [key: string]: unknown;
            }[];
        };
        TrialBalance: {
            /**
             * @description Size of the log when it was read.
             * @example 41
             */
            seq: string;
            assets: {
                asset: string;
                debits: components["schemas"]["SignedMoney"];
                credits: components["schemas"]["SignedMoney"];
                lines: {
                    line: string;
                    /** @enum {string} */
                    kind: "asset" | "liability" | "equity" | "income" | "expense";
                    /** @enum {string} */
                    natural_side: "debit" | "credit";
                    balance: components["schemas"]["SignedMoney"];
                    debits: components["schemas"]["SignedMoney"];
                    credits: components["schemas"]["SignedMoney"];
                    /** @example 41 */
                    accounts: string;
                }[];
            }[];
        };
        TrialBalanceAccountPage: {
            items: components["schemas"]["TrialBalanceAccount"][];
            next_cursor: string | null;
        };
        TrialBalanceAccount: {
            path: string;
            line: string;
            /** @enum {string} */
            kind: "asset" | "liability" | "equity" | "income" | "expense";
            /** @enum {string} */
            natural_side: "debit" | "credit";
            balance: components["schemas"]["SignedMoney"];
            debits: components["schemas"]["SignedMoney"];
            credits: components["schemas"]["SignedMoney"];
        };
        LedgerRow: {
            /** @enum {string} */
            row: "opening" | "movement" | "closing";
            account: string;
            line: string;
            /** @enum {string} */
            natural_side: "debit" | "credit";
            owner: string | null;
            /** @description On the natural side, after this row. */
            balance: components["schemas"]["SignedMoney"];
            /** @description What moved: of the row, or of the whole range on a closing. */
            debits: components["schemas"]["SignedMoney"] | null;
            credits: components["schemas"]["SignedMoney"] | null;
            movement: {
                /** @example 41 */
                seq: string;
                /**
                 * @description Id with prefix en_.
                 * @example en_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                entry: string;
                /** @enum {string} */
                kind: "post" | "hold" | "capture" | "void" | "reversal";
                /** @description The account on the other side. */
                counter: string;
                /**
                 * Format: date-time
                 * @example 2026-03-01T12:00:00.000Z
                 */
                effective_at: string;
                /**
                 * Format: date-time
                 * @example 2026-03-01T12:00:00.000Z
                 */
                recorded_at: string;
                refers_to: string | null;
            } | null;
            /** @description Where to go on: the entry, its leaves, the account’s proofs. */
            links: {
                [key: string]: string;
            };
        };
        AgedReceivable: {
            account: string;
            line: string;
            owner: string | null;
            open: components["schemas"]["SignedMoney"];
            buckets: {
                "0-30": components["schemas"]["SignedMoney"];
                "31-60": components["schemas"]["SignedMoney"];
                "61-90": components["schemas"]["SignedMoney"];
                "90+": components["schemas"]["SignedMoney"];
            };
            /** @description The oldest day of which anything is open. */
            oldest_on: string | null;
            /** @description Where to go on: the entry, its leaves, the account’s proofs. */
            links: {
                [key: string]: string;
            };
        };
        AgedReceivableTotals: {
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            at: string;
            lines: {
                line: string;
                accounts: number;
                open: components["schemas"]["SignedMoney"];
                buckets: {
                    "0-30": components["schemas"]["SignedMoney"];
                    "31-60": components["schemas"]["SignedMoney"];
                    "61-90": components["schemas"]["SignedMoney"];
                    "90+": components["schemas"]["SignedMoney"];
                };
            }[];
        };
        BalanceHistory: {
            account: string;
            points: {
                on: string;
                /**
                 * Format: date-time
                 * @description The last instant of that day: ask for the balance then to compare.
                 * @example 2026-03-01T12:00:00.000Z
                 */
                until: string;
                debits: components["schemas"]["SignedMoney"];
                credits: components["schemas"]["SignedMoney"];
                balance: components["schemas"]["SignedMoney"];
                /** @description Where to go on: the entry, its leaves, the account’s proofs. */
                links: {
                    [key: string]: string;
                };
            }[];
        };
        NewEntries: {
            entries: {
                /**
                 * @description Id with prefix en_.
                 * @example en_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                id: string;
                /**
                 * @description Asset code and decimal places.
                 * @example GBP/2
                 */
                asset: string;
                /**
                 * Format: date-time
                 * @example 2026-03-01T12:00:00.000Z
                 */
                effective_at: string;
                /** @description What it is about; its hash stays for ever, so no personal data. `posted_by` is added by us. */
                metadata: {
                    [key: string]: components["schemas"]["__schema0"];
                };
                transfers: {
                    /**
                     * @default post
                     * @enum {string}
                     */
                    kind: "post" | "hold" | "capture" | "void" | "reversal";
                    debit: string;
                    credit: string;
                    /** @description Minor units of the entry’s asset. */
                    amount: string;
                    /**
                     * @description Book min(amount, what the limits leave).
                     * @default false
                     */
                    up_to: boolean;
                    /** @description Where the part goes that `up_to` could not book. */
                    rest?: {
                        debit: string;
                        credit: string;
                    };
                    /**
                     * @description Log position of the original or of the hold.
                     * @example 41
                     */
                    refers_to?: string;
                    facts?: string;
                }[];
            }[];
            /**
             * @description Where books of an asset are split by region: the one to book in.
             * @example uk
             */
            region?: string;
        };
        __schema0: string | number | boolean | null | components["schemas"]["__schema0"][] | {
            [key: string]: components["schemas"]["__schema0"];
        };
        EntryResults: {
            results: ({
                /** @enum {string} */
                outcome: "posted";
                /**
                 * @description Id with prefix en_.
                 * @example en_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                id: string;
                /**
                 * @description The book of its asset: log positions count in it alone.
                 * @example main
                 */
                book: string;
                /** @description An earlier call booked it. */
                replayed: boolean;
                /**
                 * Format: date-time
                 * @example 2026-03-01T12:00:00.000Z
                 */
                recorded_at: string;
                content_hash: string;
                transfers: {
                    /** @example 41 */
                    seq: string;
                    kind: string;
                    debit: string;
                    credit: string;
                    amount: components["schemas"]["Money"];
                }[];
            } | {
                /** @enum {string} */
                outcome: "refused";
                /**
                 * @description Id with prefix en_.
                 * @example en_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                id: string;
                /**
                 * @description The book of its asset: log positions count in it alone.
                 * @example main
                 */
                book: string;
                /** @example ledger.insufficient_funds */
                code: string;
                detail: string;
                details: {
                    [key: string]: unknown;
                };
            })[];
        };
        NewHold: {
            /**
             * @description Id with prefix en_.
             * @example en_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            /**
             * @description Asset code and decimal places.
             * @example GBP/2
             */
            asset: string;
            debit: string;
            credit: string;
            /** @description Minor units of the entry’s asset. */
            amount: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            effective_at?: string;
            /** @description What it is about; its hash stays for ever, so no personal data. `posted_by` is added by us. */
            metadata?: {
                [key: string]: components["schemas"]["__schema0"];
            };
            /**
             * @description Where books of an asset are split by region: the one to book in.
             * @example uk
             */
            region?: string;
        };
        Hold: {
            /**
             * @description The book of its asset: log positions count in it alone.
             * @example main
             */
            book: string;
            /** @example 41 */
            seq: string;
            debit: string;
            credit: string;
            amount: components["schemas"]["Money"];
            is_open: boolean;
        };
        NewCapture: {
            /**
             * @description Id with prefix en_.
             * @example en_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            /** @description Minor units of the entry’s asset. */
            amount?: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            effective_at?: string;
        };
        NewVoid: {
            /**
             * @description Id with prefix en_.
             * @example en_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            effective_at?: string;
        };
        PeriodMovePage: {
            items: components["schemas"]["PeriodMove"][];
            next_cursor: string | null;
        };
        PeriodMove: {
            /** @enum {string} */
            kind: "close" | "reopen";
            /** @description Nothing takes effect before it; null: everything is open. */
            until: string | null;
            before: string | null;
            moved_by: string;
            reason: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            moved_at: string;
            /**
             * @description The note of the log that fixes it.
             * @example 41
             */
            note_seq: string;
        };
        ClosedBooks: {
            closed_until: string | null;
            zone: string;
        };
        ClosePeriod: {
            until: string;
            /** @default period end */
            reason: string;
        };
        ReopenPeriod: {
            until: string | null;
            reason: string;
        };
        Checkpoint: {
            origin: string;
            /** @example 41 */
            size: string;
            /** @description 32 bytes in hex. */
            root: string;
            /** @description C2SP signed note. */
            checkpoint: string;
            /** @description Verifier key of the signed note. */
            public_key: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            signed_at: string;
        };
        InclusionProofs: {
            /** @example 41 */
            size: string;
            /** @description Path from each leaf upwards, by log position. */
            inclusion: {
                [key: string]: string[];
            };
        };
        ConsistencyProof: {
            proof: string[];
        };
        NewPayoutRun: {
            /** @description In the asset that is paid; payees with less are left out. */
            minimum: components["schemas"]["Money"];
        };
        PayoutRun: {
            /**
             * @description Id with prefix po_.
             * @example po_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            /** @enum {string} */
            state: "proposed" | "frozen" | "posting" | "posted" | "settled" | "cancelled";
            custody_key: string;
            minimum: components["schemas"]["Money"];
            /** @description Size of the ledger's log when the balances were read. */
            at_seq: string;
            listed: components["schemas"]["Money"];
            booked: components["schemas"]["Money"];
            settled: components["schemas"]["Money"];
            payees: number;
            left_out: number;
            /**
             * @description Id with prefix usr_.
             * @example usr_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            proposed_by: string;
            /** @description Of the person or organisation; empty when it is not known any more. */
            proposed_by_name: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            proposed_at: string;
            approved_by: string | null;
            approved_by_name: string | null;
            approved_at: string | null;
            posted_at: string | null;
            /** @description The rail's name of the root, e.g. the epoch's number. */
            posted_as: string | null;
            settled_at: string | null;
            cancelled_by: string | null;
            cancelled_by_name: string | null;
            cancelled_at: string | null;
            cancel_reason: string | null;
        };
        CancelPayoutRun: {
            reason: string;
        };
        PayoutRunPage: {
            items: components["schemas"]["PayoutRun"][];
            next_cursor: string | null;
        };
        RunPayoutPage: {
            items: components["schemas"]["RunPayout"][];
            next_cursor: string | null;
        };
        RunPayout: {
            /**
             * @description Id with prefix org_.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            payee: string;
            /** @description Payable when the run was proposed: the most it may move. */
            payable: components["schemas"]["Money"];
            /** @description Really moved to settling; null before the run is approved. */
            booked: components["schemas"]["Money"] | null;
            settled: components["schemas"]["Money"];
            left_out: ("no_wallet" | "below_minimum" | "in_review") | null;
        };
        PayoutRunComparison: {
            /**
             * @description Id with prefix po_.
             * @example po_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            run: string;
            /** @description The newest run before it that was approved and not cancelled. */
            previous: {
                /**
                 * @description Id with prefix po_.
                 * @example po_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                id: string;
                /**
                 * Format: date-time
                 * @example 2026-03-01T12:00:00.000Z
                 */
                proposed_at: string;
            } | null;
            /** @description Payees in all, also those beyond `limit`. */
            total: number;
            items: {
                /**
                 * @description Id with prefix org_.
                 * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                payee: string;
                /** @description Of the person or organisation; empty when it is not known any more. */
                payee_name: string;
                /** @description What the run pays: booked where it is approved, else what is listed. */
                amount: components["schemas"]["Money"];
                previous: components["schemas"]["Money"];
                difference: components["schemas"]["MoneyChange"];
                outlier: ("new" | "jump" | "drop" | "gone") | null;
                left_out: ("no_wallet" | "below_minimum" | "in_review") | null;
                payable: components["schemas"]["Money"];
                settled: components["schemas"]["Money"];
                /** @description Why the payee is in review now. */
                review: string | null;
            }[];
        };
        /** @description Minor units as a decimal string, with a minus where it is less than before. */
        MoneyChange: {
            amount: string;
            asset: string;
        };
        PayoutPage: {
            items: components["schemas"]["Payout"][];
            next_cursor: string | null;
        };
        Payout: {
            /**
             * @description Id with prefix po_.
             * @example po_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            run: string;
            /** @enum {string} */
            state: "proposed" | "frozen" | "posting" | "posted" | "settled" | "cancelled";
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            at: string;
            booked: components["schemas"]["Money"] | null;
            settled: components["schemas"]["Money"];
            left_out: ("no_wallet" | "below_minimum" | "in_review") | null;
            posted_as: string | null;
        };
        NewPayoutReview: {
            /**
             * @description Id with prefix org_.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            payee: string;
            reason: string;
        };
        PayoutReview: {
            /**
             * @description Id with prefix rev_.
             * @example rev_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            /**
             * @description Id with prefix org_.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            payee: string;
            reason: string;
            /**
             * @description Id with prefix usr_.
             * @example usr_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            opened_by: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            opened_at: string;
        };
        PayoutReviewList: {
            items: components["schemas"]["PayoutReview"][];
        };
        SettlementContracts: {
            /** @example 1 */
            chain_id: string;
            custody_key: string;
            /**
             * @description Asset code and decimal places.
             * @example GBP/2
             */
            asset: string;
            /**
             * @description Token base units of one minor unit of the asset.
             * @example 1
             */
            unit_scale: string;
            /** @description Between a posted root and its first claim. */
            delay_seconds: number;
            contracts: {
                name: string;
                /** @example 0xabababababababababababababababababababab */
                address: string;
                version: string | null;
            }[];
            deposit: {
                /** @example 0xabababababababababababababababababababab */
                contract: string;
                /** @example 0xabababababababababababababababababababab */
                token: string;
                /** @description How the caller's deposits name its organisation. */
                org_ref: string | null;
            };
            anchor: {
                /** @example 1 */
                size: string;
                /** @example 0x1212121212121212121212121212121212121212121212121212121212121212 */
                root: string;
                /** @example 0x1212121212121212121212121212121212121212121212121212121212121212 */
                tx_hash: string;
                /** @example 1 */
                block_number: string;
                /** @description Of the newest anchor; one that is not may still be taken away. */
                is_final: boolean;
                /**
                 * @description Leaves under the newest anchor that is final; 0 before the first.
                 * @example 1
                 */
                final_size: string;
            } | null;
        };
        ClaimState: {
            claim: components["schemas"]["Claim"] | null;
            on_its_way: components["schemas"]["Money"];
            paid: components["schemas"]["Money"];
            /** @description Of a claim that is relayed: the platform pays it. */
            gas: components["schemas"]["GasEstimate"] | null;
            /** @description The newest claim that was relayed. */
            relayed: components["schemas"]["RelayedClaim"] | null;
        };
        Claim: {
            /** @example 1 */
            chain_id: string;
            /** @example 0xabababababababababababababababababababab */
            vault: string;
            /** @example 1 */
            epoch: string;
            /** @example 1 */
            index: string;
            /** @example 1 */
            leaf_count: string;
            /** @example 1 */
            lane: string;
            /** @example 0xabababababababababababababababababababab */
            wallet: string;
            cumulative: components["schemas"]["Money"];
            claimed: components["schemas"]["Money"];
            claimable: components["schemas"]["Money"];
            /** @example 1 */
            last_seq: string;
            proof: string[];
            /** @example 0x1212121212121212121212121212121212121212121212121212121212121212 */
            root: string;
            active_at: string | null;
            /**
             * @description Seconds since 1970: the deadline in typed_data.
             * @example 1
             */
            deadline: string;
            /** @description For eth_signTypedData_v4: pays the wallet itself, good until the deadline. */
            typed_data: {
                [key: string]: unknown;
            };
        };
        GasEstimate: {
            /** @example 1 */
            units: string;
            /**
             * @description Wei a unit of gas.
             * @example 1
             */
            price_wei: string;
            /** @example 1 */
            fee_wei: string;
        };
        RelayedClaim: {
            /**
             * @description Id with prefix ctx_.
             * @example ctx_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            /** @enum {string} */
            state: "waiting" | "sent" | "mined" | "final" | "failed";
            tx_hash: string | null;
            block_number: string | null;
            /** @description Why the vault refused it; what could be claimed still can. */
            problem: string | null;
        };
        NewClaim: {
            /** @example 1 */
            epoch: string;
            /** @example 0xabababababababababababababababababababab */
            to: string;
            /** @example 1 */
            deadline: string;
            signature: string;
        };
        PayoutStatement: {
            /** @enum {string} */
            format: "provisio.statement.v1";
            payout: {
                [key: string]: unknown;
            } | null;
        } & {
            [key: string]: unknown;
        };
        PayoutRunRoot: {
            /** @description The tree that pays the run; null before it is built. */
            epoch: {
                /** @example 1 */
                number: string;
                /** @enum {string} */
                state: "built" | "posting" | "posted" | "final" | "voided";
                /** @example 0x1212121212121212121212121212121212121212121212121212121212121212 */
                root: string;
                /** @example 1 */
                leaf_count: string;
                total: components["schemas"]["Money"];
                /** @example 1 */
                ledger_size: string;
                active_at: string | null;
            } | null;
            post: {
                /** @enum {string} */
                state: "waiting" | "sent" | "mined" | "final" | "failed";
                tx_hash: string | null;
                block_number: string | null;
                problem: string | null;
            } | null;
            /** @description Of posting the root, while it is not posted. */
            gas: components["schemas"]["GasEstimate"] | null;
        };
        Reconciliation: {
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            at: string;
            /** @example 1 */
            chain_id: string;
            /** @example 1 */
            block_number: string;
            custody_key: string;
            is_whole: boolean;
            checks: {
                name: string;
                expected: string;
                found: string;
                holds: boolean;
                /** @description What makes a break, e.g. the lanes that differ. */
                rows: {
                    name: string;
                    expected: string;
                    found: string;
                }[];
            }[];
        };
        Settler: {
            /** @example 1 */
            chain_id: string;
            /** @example 0xabababababababababababababababababababab */
            settler: string;
            /** @example 0xabababababababababababababababababababab */
            schedule: string;
            custody_key: string;
            /**
             * @description Asset code and decimal places.
             * @example GBP/2
             */
            asset: string;
            merchant: {
                /** @description Signs sales; the newest that was admitted. */
                wallet: string | null;
                is_admitted: boolean;
                /** @description On chain, at the newest block. */
                escrow: components["schemas"]["Money"];
                /** @description By the ledger: what is final. */
                booked: components["schemas"]["Money"];
            } | null;
            payee: {
                /** @description On chain, at the newest block. */
                withdrawable: components["schemas"]["Money"];
                /** @description Ever, by the ledger: what is final. */
                credited: components["schemas"]["Money"];
                /** @description Ever, by the ledger: what is final. */
                paid: components["schemas"]["Money"];
            } | null;
        };
        NewAdmission: {
            /** @example 0xabababababababababababababababababababab */
            wallet: string;
        };
        AdmissionToSign: {
            /** @description For eth_signTypedData_v4. */
            typed_data: {
                [key: string]: unknown;
            };
        };
        NewSignedAdmission: {
            /** @example 0xabababababababababababababababababababab */
            wallet: string;
            signature: string;
        };
        Relayed: {
            /**
             * @description Id with prefix ctx_.
             * @example ctx_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            /** @enum {string} */
            state: "waiting" | "sent" | "mined" | "final" | "failed";
            tx_hash: string | null;
            problem: string | null;
        };
        NewSale: {
            /** @description The merchant's own id of the order, as in POST /v1/orders. */
            order_id: string;
            /**
             * Format: date-time
             * @description As in POST /v1/orders: it is part of what the order is called on chain.
             * @example 2026-03-01T12:00:00.000Z
             */
            placed_at: string;
            line: number;
            /**
             * @description Id with prefix prog_.
             * @example prog_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            program: string;
            /**
             * @description Id with prefix org_.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            payee: string;
            category: string;
            tier: string;
            /** @description What was sold, without tax and shipping, in the asset of the settler. */
            amount: components["schemas"]["Money"];
        };
        SaleToSign: {
            /**
             * @description Of the schedule on chain, in force when the sale was made.
             * @example 1
             */
            version: string;
            bps: number;
            commission: components["schemas"]["Money"];
            /** @example 1 */
            deadline: string;
            /** @description For eth_signTypedData_v4. */
            typed_data: {
                [key: string]: unknown;
            };
        };
        NewSignedSale: {
            /** @description The merchant's own id of the order, as in POST /v1/orders. */
            order_id: string;
            /**
             * Format: date-time
             * @description As in POST /v1/orders: it is part of what the order is called on chain.
             * @example 2026-03-01T12:00:00.000Z
             */
            placed_at: string;
            line: number;
            /**
             * @description Id with prefix prog_.
             * @example prog_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            program: string;
            /**
             * @description Id with prefix org_.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            payee: string;
            category: string;
            tier: string;
            /** @description What was sold, without tax and shipping, in the asset of the settler. */
            amount: components["schemas"]["Money"];
            /**
             * @description Seconds since 1970, as in the typed data that was signed.
             * @example 1
             */
            deadline: string;
            signature: string;
        };
        RelayedWithdrawals: {
            withdrawals: components["schemas"]["Relayed"][];
        };
        NewTestDeposit: {
            amount: components["schemas"]["Money"];
            /** @description Names this deposit: the same again deposits nothing. */
            reference: string;
        };
        TestDeposit: {
            amount: components["schemas"]["Money"];
            /** @description Names this deposit: the same again deposits nothing. */
            reference: string;
        };
        NewCampaign: {
            /**
             * @description Finance names the advertiser; others are their own.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            advertiser?: string;
            name: string;
            /**
             * @description What it is paid in: an asset of the ledger.
             * @example GBP/2
             */
            asset: string;
            /** @enum {string} */
            model: "cpm" | "cpc";
            /**
             * @description Most for one impression (cpm) or click (cpc): 5000000 are 5.00 CPM.
             * @example 5000000
             */
            bid_nanos: string;
            budget: components["schemas"]["Money"];
            targeting?: components["schemas"]["Targeting"];
            cap?: components["schemas"]["FrequencyCap"];
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            starts_at?: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            ends_at?: string;
        };
        /** @description In every dimension of include one of its values, in none of exclude any. Countries as ISO 3166-1 alpha-3 in lower case, devices phone, tablet, desktop, tv, hours 0 to 23 in UTC. */
        Targeting: {
            /** @default {} */
            include: {
                placement?: string[];
                country?: string[];
                device?: string[];
                hour?: string[];
                category?: string[];
                keyword?: string[];
                interest?: string[];
            };
            /** @default {} */
            exclude: {
                placement?: string[];
                country?: string[];
                device?: string[];
                hour?: string[];
                category?: string[];
                keyword?: string[];
                interest?: string[];
            };
        };
        FrequencyCap: {
            impressions: number;
            hours: number;
        };
        Campaign: {
            /**
             * @description Id with prefix cmp_.
             * @example cmp_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            /**
             * @description Id with prefix org_.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            advertiser: string;
            name: string;
            /** @enum {string} */
            state: "draft" | "active" | "paused";
            /** @enum {string} */
            model: "cpm" | "cpc";
            /**
             * @description 10⁻⁹ of a major unit, as a decimal string: exact.
             * @example 28000007
             */
            bid_nanos: string;
            budget: components["schemas"]["Money"];
            /**
             * @description 10⁻⁹ of a major unit, as a decimal string: exact.
             * @example 28000007
             */
            spent_nanos: string;
            targeting: {
                include: {
                    [key: string]: string[];
                };
                exclude: {
                    [key: string]: string[];
                };
            };
            cap: components["schemas"]["FrequencyCap"] | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            starts_at: string;
            ends_at: string | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            created_at: string;
        };
        CampaignPage: {
            items: components["schemas"]["Campaign"][];
            next_cursor: string | null;
        };
        NewCreative: {
            content: {
                /** @enum {string} */
                format: "banner";
                /** Format: uri */
                image_url: string;
                width: number;
                height: number;
                alt: string;
            } | {
                /** @enum {string} */
                format: "product";
                sku: string;
                /** @default null */
                image_url: string | null;
            } | {
                /** @enum {string} */
                format: "video";
                /** Format: uri */
                media_url: string;
                /** @enum {string} */
                mime_type: "video/mp4" | "video/webm";
                width: number;
                height: number;
                duration_ms: number;
                title: string;
            };
            /** Format: uri */
            landing_url: string;
            /**
             * @description IAB content categories, for places that refuse some.
             * @default []
             */
            categories: string[];
        };
        Creative: {
            /**
             * @description Id with prefix cr_.
             * @example cr_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            /**
             * @description Id with prefix cmp_.
             * @example cmp_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            campaign: string;
            /** @enum {string} */
            state: "waiting" | "approved" | "refused";
            content: {
                [key: string]: unknown;
            };
            landing_url: string;
            categories: string[];
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            created_at: string;
        };
        CreativeList: {
            items: components["schemas"]["Creative"][];
        };
        AdReport: {
            /**
             * @description Of the lines shown.
             * @example 28000007
             */
            spent_nanos: string;
            items: {
                /**
                 * @description Id with prefix cmp_.
                 * @example cmp_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                campaign: string;
                /**
                 * @description Id with prefix cr_.
                 * @example cr_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                creative: string;
                placement: string;
                /** Format: date */
                day: string;
                impressions: string;
                clicks: string;
                conversions: string;
                /** @description Events that came too late: counted, never charged. */
                unbilled: string;
                /**
                 * @description 10⁻⁹ of a major unit, as a decimal string: exact.
                 * @example 28000007
                 */
                spent_nanos: string;
            }[];
        };
        AdChargePage: {
            items: components["schemas"]["AdCharge"][];
            next_cursor: string | null;
        };
        AdCharge: {
            /**
             * @description Id with prefix en_.
             * @example en_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            entry: string;
            /** @description The platform’s part and creators’ shares together. */
            amount: components["schemas"]["Money"];
            /** @description Charged impressions or clicks of the batch; nanos carried before may be in it. */
            events: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            booked_at: string;
        };
        AdEarningPage: {
            items: components["schemas"]["AdEarning"][];
            next_cursor: string | null;
        };
        AdEarning: {
            /**
             * @description Id with prefix cmp_.
             * @example cmp_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            campaign: string;
            /**
             * @description Its receipt is at /v1/ad-charges/{entry}/receipt.
             * @example en_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            entry: string;
            amount: components["schemas"]["Money"];
            /** @enum {string} */
            state: "pending" | "payable";
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            matures_at: string;
        };
        AdReceiptBundle: {
            /** @enum {string} */
            format: "provisio.ad_receipt.v1";
        } & {
            [key: string]: components["schemas"]["__schema0"];
        };
        AuctionProof: {
            /** @enum {string} */
            format: "provisio.auction.v1";
        } & {
            [key: string]: components["schemas"]["__schema0"];
        };
        CreativeDecision: {
            /** @enum {string} */
            state: "approved" | "refused";
        };
        NewWebhookEndpoint: {
            /**
             * @description webhook: a signed POST (Standard Webhooks); postback: a GET of the address with its macros filled in.
             * @default webhook
             * @enum {string}
             */
            kind: "webhook" | "postback";
            /**
             * @description A public https address. A postback's may have macros in path and query: {click_id}, {conversion_id}, {order_id}, {amount}, {currency}, {event}.
             * @example https://partner.example/hooks
             */
            url: string;
            events: ("conversion.accepted" | "commission.created" | "commission.funded" | "commission.matured" | "commission.reversed" | "payout.frozen" | "payout.settled" | "payout.reversed")[];
            /** @default  */
            description: string;
        };
        CreatedWebhookEndpoint: {
            /**
             * @description Id with prefix whe_.
             * @example whe_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            /**
             * @description webhook: a signed POST (Standard Webhooks); postback: a GET of the address with its macros filled in.
             * @enum {string}
             */
            kind: "webhook" | "postback";
            url: string;
            events: ("conversion.accepted" | "commission.created" | "commission.funded" | "commission.matured" | "commission.reversed" | "payout.frozen" | "payout.settled" | "payout.reversed")[];
            description: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            created_at: string;
            disabled_at: string | null;
            /** @description gone: it answered 410. */
            disabled_because: ("by_owner" | "gone") | null;
            /** @description `whpk_…`: checks the `v1a` signatures (Ed25519) of every message. */
            public_key: string;
            /** @description `whsec_…`, shown this once. Base64 of the HMAC-SHA256 key. */
            secret: string;
        };
        WebhookEndpointList: {
            items: components["schemas"]["WebhookEndpoint"][];
        };
        WebhookEndpoint: {
            /**
             * @description Id with prefix whe_.
             * @example whe_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            /**
             * @description webhook: a signed POST (Standard Webhooks); postback: a GET of the address with its macros filled in.
             * @enum {string}
             */
            kind: "webhook" | "postback";
            url: string;
            events: ("conversion.accepted" | "commission.created" | "commission.funded" | "commission.matured" | "commission.reversed" | "payout.frozen" | "payout.settled" | "payout.reversed")[];
            description: string;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            created_at: string;
            disabled_at: string | null;
            /** @description gone: it answered 410. */
            disabled_because: ("by_owner" | "gone") | null;
            /** @description `whpk_…`: checks the `v1a` signatures (Ed25519) of every message. */
            public_key: string;
        };
        RotatedWebhookSecret: {
            /** @description `whsec_…`, shown this once. Base64 of the HMAC-SHA256 key. */
            secret: string;
            /**
             * Format: date-time
             * @description Until then the secret before signs beside the new one.
             * @example 2026-03-01T12:00:00.000Z
             */
            overlap_ends_at: string;
        };
        WebhookDeliveryPage: {
            items: components["schemas"]["WebhookDelivery"][];
            next_cursor: string | null;
        };
        WebhookDelivery: {
            /**
             * @description Id with prefix whd_.
             * @example whd_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            /**
             * @description The `webhook-id` that is sent.
             * @example msg_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            message: string;
            /**
             * @description Id with prefix whe_.
             * @example whe_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            endpoint: string;
            /**
             * @description conversion.accepted: An order was found to have been brought by a partner. commission.created: What the lines of an order earn was booked. commission.funded: The merchant's money came for commissions that had waited for it. commission.matured: Commissions became payable. commission.reversed: A refund took commissions back. payout.frozen: An approved payout run holds an amount for the payee. payout.settled: A claim was paid on the chain, finally. payout.reversed: The chain took a paid claim back.
             * @enum {string}
             */
            type: "conversion.accepted" | "commission.created" | "commission.funded" | "commission.matured" | "commission.reversed" | "payout.frozen" | "payout.settled" | "payout.reversed";
            /**
             * @description stopped: its endpoint was disabled before it got through.
             * @enum {string}
             */
            state: "waiting" | "delivered" | "failed" | "stopped";
            attempts: number;
            last_status: number | null;
            next_at: string | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            created_at: string;
            done_at: string | null;
        };
        WebhookDeliveryWithLog: {
            /**
             * @description Id with prefix whd_.
             * @example whd_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            /**
             * @description The `webhook-id` that is sent.
             * @example msg_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            message: string;
            /**
             * @description Id with prefix whe_.
             * @example whe_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            endpoint: string;
            /**
             * @description conversion.accepted: An order was found to have been brought by a partner. commission.created: What the lines of an order earn was booked. commission.funded: The merchant's money came for commissions that had waited for it. commission.matured: Commissions became payable. commission.reversed: A refund took commissions back. payout.frozen: An approved payout run holds an amount for the payee. payout.settled: A claim was paid on the chain, finally. payout.reversed: The chain took a paid claim back.
             * @enum {string}
             */
            type: "conversion.accepted" | "commission.created" | "commission.funded" | "commission.matured" | "commission.reversed" | "payout.frozen" | "payout.settled" | "payout.reversed";
            /**
             * @description stopped: its endpoint was disabled before it got through.
             * @enum {string}
             */
            state: "waiting" | "delivered" | "failed" | "stopped";
            attempts: number;
            last_status: number | null;
            next_at: string | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            created_at: string;
            done_at: string | null;
            log: {
                no: number;
                /**
                 * Format: date-time
                 * @example 2026-03-01T12:00:00.000Z
                 */
                at: string;
                /**
                 * @description unknown: begun, and how it ended was never recorded; forbidden: the address may not be called.
                 * @enum {string}
                 */
                outcome: "unknown" | "accepted" | "refused" | "timeout" | "unreachable" | "forbidden";
                status: number | null;
                duration_ms: number | null;
                detail: string | null;
            }[];
        };
        NewPost: {
            body: string;
            pictures?: {
                /**
                 * @description Id with prefix med_.
                 * @example med_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                media: string;
                /** @default  */
                alt: string;
            }[];
            tags?: {
                /**
                 * @description Id with prefix prog_.
                 * @example prog_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                program: string;
                sku: string;
                /** @description The product's page at the merchant. */
                url: string;
            }[];
        };
        Post: {
            /**
             * @description Id with prefix post_.
             * @example post_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            /**
             * @description Id with prefix org_.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            author: string;
            author_name: string;
            body: string;
            /**
             * @description queued: a moderator looks at it first; shown: everybody sees it; removed.
             * @enum {string}
             */
            state: "queued" | "shown" | "removed";
            /** @description By decision. sensitive: cover its pictures at first; unverified: its claims are not proven. */
            label: ("sensitive" | "unverified") | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            created_at: string;
            pictures: {
                alt: string;
                renditions: {
                    /** @description Never changes what it shows: the address is the hash of the bytes. */
                    url: string;
                    type: string;
                    width: number;
                    height: number;
                }[];
            }[];
            tags: {
                /**
                 * @description Id with prefix org_.
                 * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                merchant: string;
                merchant_name: string;
                sku: string;
                /** @description The product's name in the catalog. */
                name: string;
                category: string;
                /** @description The tracked way to the product. Paid link: show it as an ad. */
                path: string;
            }[];
            counts: {
                likes: number;
                saves: number;
                comments: number;
            };
            viewer: {
                liked: boolean;
                saved: boolean;
                follows: boolean;
            };
        };
        PostPage: {
            items: components["schemas"]["Post"][];
            next_cursor: string | null;
        };
        NewComment: {
            body: string;
        };
        Comment: {
            /**
             * @description Id with prefix cmt_.
             * @example cmt_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            body: string;
            /**
             * @description queued: a moderator looks at it first; shown: everybody sees it; removed.
             * @enum {string}
             */
            state: "queued" | "shown" | "removed";
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            created_at: string;
        };
        CommentPage: {
            items: components["schemas"]["Comment"][];
            next_cursor: string | null;
        };
        NewReport: {
            /** @enum {string} */
            reason: "spam" | "hate" | "harassment" | "sexual" | "violence" | "illegal_goods" | "other";
            /** @default  */
            details: string;
        };
        Media: {
            /**
             * @description Id with prefix med_.
             * @example med_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            renditions: {
                /** @description Never changes what it shows: the address is the hash of the bytes. */
                url: string;
                type: string;
                width: number;
                height: number;
            }[];
        };
        Reputation: {
            /** @description Lower bound (95 %) of the posterior, 0 to 1. */
            score: number;
            trust_level: number;
            rates: {
                posts_a_day: number;
                tags_a_post: number;
            };
            evidence: {
                cause: string;
                is_good: boolean;
                counts: number;
                /**
                 * Format: date-time
                 * @example 2026-03-01T12:00:00.000Z
                 */
                at: string;
            }[];
        };
        ModerationQueue: {
            items: components["schemas"]["ModerationCase"][];
        };
        ModerationCase: {
            /**
             * @description Id with prefix case_.
             * @example case_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            /** @enum {string} */
            state: "open" | "decided" | "appealed" | "closed";
            /** @enum {string} */
            subject: "post" | "comment";
            expected_harm: number;
            evidence: components["schemas"]["__schema0"];
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            opened_at: string;
        };
        ModerationCaseFile: {
            /**
             * @description Id with prefix case_.
             * @example case_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            /** @enum {string} */
            state: "open" | "decided" | "appealed" | "closed";
            /** @enum {string} */
            subject: "post" | "comment";
            expected_harm: number;
            evidence: components["schemas"]["__schema0"];
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            opened_at: string;
            post: {
                /**
                 * @description Id with prefix post_.
                 * @example post_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                id: string;
                /**
                 * @description Id with prefix org_.
                 * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                author: string;
                author_name: string;
                body: string;
                /**
                 * @description queued: a moderator looks at it first; shown: everybody sees it; removed.
                 * @enum {string}
                 */
                state: "queued" | "shown" | "removed";
                /** @description By decision. sensitive: cover its pictures at first; unverified: its claims are not proven. */
                label: ("sensitive" | "unverified") | null;
                /** @description Where it never was, it has no sale, and a removal stops no money. */
                was_shown: boolean;
                /**
                 * Format: date-time
                 * @example 2026-03-01T12:00:00.000Z
                 */
                created_at: string;
                pictures: {
                    alt: string;
                    renditions: {
                        /** @description Never changes what it shows: the address is the hash of the bytes. */
                        url: string;
                        type: string;
                        width: number;
                        height: number;
                    }[];
                }[];
                tags: {
                    /**
                     * @description Id with prefix org_.
                     * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
                     */
                    merchant: string;
                    merchant_name: string;
                    sku: string;
                    /** @description The product's name in the catalog. */
                    name: string;
                    category: string;
                    /**
                     * @description Id with prefix lnk_.
                     * @example lnk_01k5sz4vq8e6zr0c7n3m1t9xab
                     */
                    link: string;
                }[];
            } | null;
            comment: {
                body: string;
                /**
                 * @description queued: a moderator looks at it first; shown: everybody sees it; removed.
                 * @enum {string}
                 */
                state: "queued" | "shown" | "removed";
            } | null;
            /** @description Most reliable reporter first; weight 0 to 1. Who they are stays out of it. */
            reports: {
                /** @enum {string} */
                reason: "spam" | "hate" | "harassment" | "sexual" | "violence" | "illegal_goods" | "other";
                details: string;
                weight: number;
                /**
                 * Format: date-time
                 * @example 2026-03-01T12:00:00.000Z
                 */
                at: string;
            }[];
            appeal: {
                text: string;
                /**
                 * Format: date-time
                 * @example 2026-03-01T12:00:00.000Z
                 */
                at: string;
            } | null;
            decisions: {
                /**
                 * @description Id with prefix dec_.
                 * @example dec_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                id: string;
                step: number;
                /** @enum {string} */
                outcome: "allow" | "remove";
                /** @description By decision. sensitive: cover its pictures at first; unverified: its claims are not proven. */
                label: ("sensitive" | "unverified") | null;
                automatic: boolean;
                policy: string;
                reason: string;
                /**
                 * Format: date-time
                 * @example 2026-03-01T12:00:00.000Z
                 */
                at: string;
                /** @description SHA-256 that stands as a note in the log. */
                hash: string;
                note_seq: string | null;
            }[];
        };
        NewDecision: {
            /** @enum {string} */
            outcome: "allow" | "remove";
            reason: string;
            /**
             * @description Only with a post that is allowed.
             * @enum {string}
             */
            label?: "sensitive" | "unverified";
        };
        NewAppeal: {
            text: string;
        };
        Feed: {
            /** @description Hand it back with what the reader does; only served posts count, and once. */
            context: string;
            items: {
                position: number;
                /**
                 * @description Id with prefix post_.
                 * @example post_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                post: string;
                /**
                 * @description Id with prefix org_.
                 * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                author: string;
                author_name: string;
                body: string;
                /** @description A moderator’s. sensitive: cover its pictures at first; unverified: say so. */
                label: ("sensitive" | "unverified") | null;
                /**
                 * Format: date-time
                 * @example 2026-03-01T12:00:00.000Z
                 */
                created_at: string;
                pictures: {
                    alt: string;
                    url: string;
                    width: number;
                    height: number;
                }[];
                tags: {
                    /**
                     * @description Id with prefix org_.
                     * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
                     */
                    merchant: string;
                    merchant_name: string;
                    sku: string;
                    name: string;
                    /** @description The tracked way to the product. Paid link: show it as an ad. */
                    path: string;
                }[];
                counts: {
                    likes: number;
                    saves: number;
                    comments: number;
                };
                /** @description What the reader has done with the post and its author. */
                viewer: {
                    liked: boolean;
                    saved: boolean;
                    follows: boolean;
                };
                is_exploration: boolean;
                propensity: number;
                score: number;
                /** @description The terms that add up to the score. */
                why: {
                    source: string;
                    value: number;
                    because: string | null;
                }[];
            }[];
            ads: components["schemas"]["FeedAd"][];
        };
        FeedAd: {
            /** @enum {string} */
            kind: "ad";
            /** @description Shown behind the post at this position. */
            position: number;
            /**
             * @description Id with prefix post_.
             * @example post_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            beside: string;
            auction: string;
            /**
             * @description Always shown with it.
             * @example Ad
             */
            label: string;
            /**
             * @description Id with prefix org_.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            advertiser: string;
            sponsor: string;
            content: {
                /** @enum {string} */
                format: "banner";
                image_url: string;
                width: number;
                height: number;
                alt: string;
            } | {
                /** @enum {string} */
                format: "product";
                sku: string;
                title: string;
                category: string;
                image_url: string | null;
            } | {
                /** @enum {string} */
                format: "video";
                media_url: string;
                mime_type: string;
                width: number;
                height: number;
                duration_ms: number;
                title: string;
            };
            /** @description Get it once when the ad is seen. */
            impression_url: string;
            /** @description Where a click goes; it leads on to the advertiser. */
            click_url: string;
        };
        NewFeedActions: {
            context: string;
            actions: {
                /**
                 * @description Id with prefix post_.
                 * @example post_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                post: string;
                /** @enum {string} */
                kind: "view" | "like" | "save" | "tag_click" | "hide";
            }[];
        };
        ProductSearch: {
            /** @description Ads; on the first page only. */
            sponsored: components["schemas"]["SponsoredProduct"][];
            items: components["schemas"]["FoundProduct"][];
            next_cursor: string | null;
        };
        SponsoredProduct: {
            /** @enum {string} */
            kind: "ad";
            /**
             * @description Always shown with it.
             * @example Sponsored
             */
            label: string;
            auction: string;
            /**
             * @description Id with prefix org_.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            advertiser: string;
            sponsor: string;
            sku: string;
            title: string;
            category: string;
            image_url: string | null;
            /** @description Get it once when the ad is seen. */
            impression_url: string;
            /** @description Where a click goes; it leads on to the advertiser. */
            click_url: string;
        };
        FoundProduct: {
            /**
             * @description Id with prefix pr_.
             * @example pr_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            id: string;
            /**
             * @description Id with prefix org_.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            merchant: string;
            merchant_name: string;
            sku: string;
            name: string;
            category: string;
        };
        Explore: {
            posts: components["schemas"]["FoundPost"][];
            products: components["schemas"]["FoundProduct"][];
            /** @description Goes on with both lists; null when both are at their end. */
            next_cursor: string | null;
        };
        FoundPost: {
            /**
             * @description Id with prefix post_.
             * @example post_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            post: string;
            /**
             * @description Id with prefix org_.
             * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
             */
            author: string;
            author_name: string;
            body: string;
            /** @description A moderator’s. sensitive: cover its pictures at first; unverified: say so. */
            label: ("sensitive" | "unverified") | null;
            /**
             * Format: date-time
             * @example 2026-03-01T12:00:00.000Z
             */
            created_at: string;
            pictures: {
                alt: string;
                url: string;
                width: number;
                height: number;
            }[];
            tags: {
                /**
                 * @description Id with prefix org_.
                 * @example org_01k5sz4vq8e6zr0c7n3m1t9xab
                 */
                merchant: string;
                merchant_name: string;
                sku: string;
                name: string;
                /** @description The tracked way to the product. Paid link: show it as an ad. */
                path: string;
            }[];
            counts: {
                likes: number;
                saves: number;
                comments: number;
            };
            /** @description What the reader has done with the post and its author. */
            viewer: {
                liked: boolean;
                saved: boolean;
                follows: boolean;
            };
        };
        /** @description RFC 9457 problem details. */
        Problem: {
            /** @description /problems/ and the code. */
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @description Stable name, module.what_is_wrong; see docs/errors.md. */
            code: string;
            request_id: string;
            fields?: {
                path?: string;
                message?: string;
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    ChainController_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChainAddress"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    DemoController_people: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Demo"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SessionController_enter: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SessionController_refresh: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshToken"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SessionController_leave: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshToken"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SessionController_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    OrganisationsController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                kind?: "merchant" | "partner" | "platform" | "advertiser" | "agency";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationPage"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    OrganisationsController_add: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOrganisation"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organisation"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    OrganisationsController_addUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    OrganisationsController_names: {
        parameters: {
            query: {
                ids: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserNames"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiKeysController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyList"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiKeysController_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ApiKeysController_revoke: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id with prefix key_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MoneyReadsController_ofMine: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoneyReadPage"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    MoneyReadsController_all: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description Id with prefix org_. */
                owner?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoneyReadPage"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    WalletController_challenge: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWalletChallenge"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WalletChallenge"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    WalletController_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayeeWallet"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    WalletController_set: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignedWalletMessage"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayeeWallet"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProductsController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description Id with prefix org_. */
                merchant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductPage"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProductsController_upsert: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpsertProducts"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpsertedProducts"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProductsController_feed: {
        parameters: {
            query?: {
                /** @description Id with prefix org_. */
                merchant?: string;
            };
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductFeed"];
                "text/csv": components["schemas"]["ProductFeed"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductFeedResult"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ShownProductsController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id with prefix org_. */
                merchant: string;
                sku: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownProduct"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProgramsController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProgramPage"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProgramsController_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProgram"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Program"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProgramsController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id with prefix prog_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Program"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProgramsController_versions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id with prefix prog_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleVersionList"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProgramsController_publishVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id with prefix prog_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRuleVersion"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleVersion"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProgramsController_enrolments: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id with prefix prog_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrolmentPage"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ProgramsController_enrolPartner: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id with prefix prog_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewEnrolment"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Enrolment"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LinksController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description Id with prefix prog_. */
                program?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkPage"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LinksController_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLink"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Link"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LinksController_clicks: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description Id with prefix lnk_. */
                link?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClickPage"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CouponsController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description Id with prefix prog_. */
                program?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CouponPage"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CouponsController_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCoupon"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Coupon"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CouponsController_end: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id with prefix cpn_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Coupon"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CouponsController_policies: {
        parameters: {
            query: {
                /** @description Id with prefix prog_. */
                program: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CouponPolicyList"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CouponsController_publish: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCouponPolicy"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CouponPolicy"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    OrdersController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderPage"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    OrdersController_accept: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOrder"] | {
                    orders: components["schemas"]["NewOrder"][];
                };
            };
        };
        responses: {
            /** @description For a request with `orders`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderResults"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    OrdersController_refund: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id with prefix or_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRefund"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refund"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    OrdersController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id with prefix or_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderWithRefunds"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CommissionsController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description unfunded: waits for the merchant; pending: matures; payable: free to pay out; reversed: refunded. */
                state?: "unfunded" | "pending" | "payable" | "reversed";
                /** @description Id with prefix prog_. */
                program?: string;
            };
            header?: {
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommissionPage"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CommissionsController_read: {
        parameters: {
            query?: never;
            header?: {
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path: {
                /** @description Id with prefix cm_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Commission"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CommissionsController_receipt: {
        parameters: {
            query?: never;
            header?: {
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path: {
                /** @description Id with prefix cm_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptBundle"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CommissionsController_summary: {
        parameters: {
            query?: never;
            header?: {
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EarningsSummary"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ConversionsController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                state?: "unfunded" | "pending" | "payable" | "reversed";
                /** @description Id with prefix prog_. */
                program?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversionPage"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ConversionsController_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id with prefix or_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversion"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ConversionsController_compare: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id with prefix or_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttributionComparison"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SimulationController_simulate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id with prefix prog_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SimulationRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Simulation"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReviewsController_effect: {
        parameters: {
            query: {
                /** @description Ids of links, commas between them; 50 at most. */
                links: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewEffect"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AccountsController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                prefix?: string;
                /** @description Asset code and decimal places. */
                asset?: string;
                /** @description One of `GET /v1/ledger/books`; `main` unless given. */
                book?: string;
            };
            header?: {
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountPage"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AccountsController_read: {
        parameters: {
            query: {
                /** @description Asset code and decimal places. */
                asset: string;
                /** @description Up to and including this moment by when things happened. */
                effective_at?: string;
                /** @description Up to and including this moment by when they were booked. */
                recorded_at?: string;
                /** @description One of `GET /v1/ledger/books`; `main` unless given. */
                book?: string;
            };
            header?: {
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path: {
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AccountsController_balance: {
        parameters: {
            query: {
                /** @description Asset code and decimal places. */
                asset: string;
                /** @description Up to and including this moment by when things happened. */
                effective_at?: string;
                /** @description Up to and including this moment by when they were booked. */
                recorded_at?: string;
                /** @description One of `GET /v1/ledger/books`; `main` unless given. */
                book?: string;
            };
            header?: {
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path: {
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PastBalance"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AccountsController_statement: {
        parameters: {
            query: {
                /** @description Asset code and decimal places. */
                asset: string;
                /** @description Up to and including this moment by when things happened. */
                effective_at?: string;
                /** @description Up to and including this moment by when they were booked. */
                recorded_at?: string;
                /** @description One of `GET /v1/ledger/books`; `main` unless given. */
                book?: string;
            };
            header?: {
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path: {
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    BooksController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BookList"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EntriesController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                account?: string;
                /** @description Asset code and decimal places. */
                asset?: string;
                /** @description One of `GET /v1/ledger/books`; `main` unless given. */
                book?: string;
            };
            header?: {
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryPage"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PostingController_post: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewEntries"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryResults"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EntriesController_read: {
        parameters: {
            query?: {
                /** @description One of `GET /v1/ledger/books`; `main` unless given. */
                book?: string;
            };
            header?: {
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path: {
                /** @description Id with prefix en_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entry"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    EntriesController_leaves: {
        parameters: {
            query?: {
                /** @description One of `GET /v1/ledger/books`; `main` unless given. */
                book?: string;
            };
            header?: {
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path: {
                /** @description Id with prefix en_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryLeaves"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TrialBalanceController_read: {
        parameters: {
            query?: {
                /** @description Up to and including this moment by when things happened. */
                effective_at?: string;
                /** @description Up to and including this moment by when they were booked. */
                recorded_at?: string;
                /** @description One of `GET /v1/ledger/books`; `main` unless given. */
                book?: string;
            };
            header?: {
                /** @description How many leaves of the log the report must have seen, such as the position that posting answered. */
                "ledger-min-size"?: string;
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialBalance"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TrialBalanceController_accounts: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description Up to and including this moment by when things happened. */
                effective_at?: string;
                /** @description Up to and including this moment by when they were booked. */
                recorded_at?: string;
                line?: string;
                /** @description One of `GET /v1/ledger/books`; `main` unless given. */
                book?: string;
            };
            header?: {
                /** @description How many leaves of the log the report must have seen, such as the position that posting answered. */
                "ledger-min-size"?: string;
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialBalanceAccountPage"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportsController_ledger: {
        parameters: {
            query: {
                limit?: number;
                cursor?: string;
                /** @description First day, in the book’s zone. */
                from: string;
                /** @description Last day, included. */
                to: string;
                line?: string;
                account?: string;
                /** @description Id with prefix org_. */
                owner?: string;
                /** @description Asset code and decimal places. */
                asset?: string;
                /** @description One of `GET /v1/ledger/books`; `main` unless given. */
                book?: string;
            };
            header?: {
                /** @description How many leaves of the log the report must have seen, such as the position that posting answered. */
                "ledger-min-size"?: string;
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["LedgerRow"][];
                        next_cursor: string | null;
                        /** @example 41 */
                        size: string;
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportsController_ledgerFile: {
        parameters: {
            query: {
                /** @description First day, in the book’s zone. */
                from: string;
                /** @description Last day, included. */
                to: string;
                line?: string;
                account?: string;
                /** @description Id with prefix org_. */
                owner?: string;
                /** @description Asset code and decimal places. */
                asset?: string;
                /** @description One of `GET /v1/ledger/books`; `main` unless given. */
                book?: string;
            };
            header?: {
                /** @description How many leaves of the log the report must have seen, such as the position that posting answered. */
                "ledger-min-size"?: string;
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One line a row; amounts in minor units and as decimal numbers, times UTC. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportsController_statement: {
        parameters: {
            query: {
                limit?: number;
                cursor?: string;
                /** @description First day, in the book’s zone. */
                from: string;
                /** @description Last day, included. */
                to: string;
                /** @description Asset code and decimal places. */
                asset?: string;
                /** @description One of `GET /v1/ledger/books`; `main` unless given. */
                book?: string;
            };
            header?: {
                /** @description How many leaves of the log the report must have seen, such as the position that posting answered. */
                "ledger-min-size"?: string;
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["LedgerRow"][];
                        next_cursor: string | null;
                        /** @example 41 */
                        size: string;
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportsController_statementFile: {
        parameters: {
            query: {
                /** @description First day, in the book’s zone. */
                from: string;
                /** @description Last day, included. */
                to: string;
                /** @description Asset code and decimal places. */
                asset?: string;
                /** @description One of `GET /v1/ledger/books`; `main` unless given. */
                book?: string;
            };
            header?: {
                /** @description How many leaves of the log the report must have seen, such as the position that posting answered. */
                "ledger-min-size"?: string;
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One line a row; amounts in minor units and as decimal numbers, times UTC. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportsController_aged: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                at?: string;
                /** @description One of `GET /v1/ledger/books`; `main` unless given. */
                book?: string;
            };
            header?: {
                /** @description How many leaves of the log the report must have seen, such as the position that posting answered. */
                "ledger-min-size"?: string;
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AgedReceivable"][];
                        next_cursor: string | null;
                        /**
                         * Format: date-time
                         * @example 2026-03-01T12:00:00.000Z
                         */
                        at: string;
                    };
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportsController_agedTotals: {
        parameters: {
            query?: {
                at?: string;
                /** @description One of `GET /v1/ledger/books`; `main` unless given. */
                book?: string;
            };
            header?: {
                /** @description How many leaves of the log the report must have seen, such as the position that posting answered. */
                "ledger-min-size"?: string;
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgedReceivableTotals"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportsController_agedFile: {
        parameters: {
            query?: {
                at?: string;
                /** @description One of `GET /v1/ledger/books`; `main` unless given. */
                book?: string;
            };
            header?: {
                /** @description How many leaves of the log the report must have seen, such as the position that posting answered. */
                "ledger-min-size"?: string;
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One line an account; amounts in minor units and as decimal numbers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ReportsController_history: {
        parameters: {
            query: {
                /** @description First day, in the book’s zone. */
                from: string;
                /** @description Last day, included. */
                to: string;
                /** @description Asset code and decimal places. */
                asset: string;
                step?: "day" | "month";
                /** @description One of `GET /v1/ledger/books`; `main` unless given. */
                book?: string;
            };
            header?: {
                /** @description How many leaves of the log the report must have seen, such as the position that posting answered. */
                "ledger-min-size"?: string;
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path: {
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BalanceHistory"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    HoldsController_hold: {
        parameters: {
            query?: never;
            header?: {
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewHold"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hold"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    HoldsController_read: {
        parameters: {
            query?: {
                /** @description One of `GET /v1/ledger/books`; `main` unless given. */
                book?: string;
            };
            header?: {
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path: {
                seq: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hold"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    HoldsController_capture: {
        parameters: {
            query?: {
                /** @description One of `GET /v1/ledger/books`; `main` unless given. */
                book?: string;
            };
            header?: {
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                seq: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCapture"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hold"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    HoldsController_void: {
        parameters: {
            query?: {
                /** @description One of `GET /v1/ledger/books`; `main` unless given. */
                book?: string;
            };
            header?: {
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                seq: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewVoid"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hold"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeriodsController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description One of `GET /v1/ledger/books`; `main` unless given. */
                book?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeriodMovePage"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeriodsController_closed: {
        parameters: {
            query?: {
                /** @description One of `GET /v1/ledger/books`; `main` unless given. */
                book?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClosedBooks"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeriodsController_close: {
        parameters: {
            query?: {
                /** @description One of `GET /v1/ledger/books`; `main` unless given. */
                book?: string;
            };
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClosePeriod"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeriodMove"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PeriodsController_reopen: {
        parameters: {
            query?: {
                /** @description One of `GET /v1/ledger/books`; `main` unless given. */
                book?: string;
            };
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReopenPeriod"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeriodMove"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LogController_checkpoint: {
        parameters: {
            query?: {
                /** @description One of `GET /v1/ledger/books`; `main` unless given. */
                book?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checkpoint"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LogController_inclusion: {
        parameters: {
            query: {
                seqs: string;
                size?: string;
                /** @description One of `GET /v1/ledger/books`; `main` unless given. */
                book?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InclusionProofs"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LogController_consistency: {
        parameters: {
            query: {
                from: string;
                to?: string;
                /** @description One of `GET /v1/ledger/books`; `main` unless given. */
                book?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsistencyProof"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LogController_signedNote: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description C2SP tlog-checkpoint in a signed note. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LogController_tile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                "*": string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 32 bytes a hash. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LogController_signedNoteOfBook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                book: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description C2SP tlog-checkpoint in a signed note. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    LogController_tileOfBook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                book: string;
                "*": string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 32 bytes a hash. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PayoutRunsController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                state?: "proposed" | "frozen" | "posting" | "posted" | "settled" | "cancelled";
            };
            header?: {
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutRunPage"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PayoutRunsController_propose: {
        parameters: {
            query?: never;
            header?: {
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPayoutRun"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutRun"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PayoutRunsController_approve: {
        parameters: {
            query?: never;
            header?: {
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id with prefix po_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutRun"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PayoutRunsController_cancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id with prefix po_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelPayoutRun"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutRun"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PayoutRunsController_read: {
        parameters: {
            query?: never;
            header?: {
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path: {
                /** @description Id with prefix po_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutRun"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PayoutRunsController_payouts: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: {
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path: {
                /** @description Id with prefix po_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunPayoutPage"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PayoutRunsController_comparison: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: {
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path: {
                /** @description Id with prefix po_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutRunComparison"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PayoutRunsController_statement: {
        parameters: {
            query?: never;
            header?: {
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path: {
                /** @description Id with prefix po_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One line a payee, amounts as decimal numbers, times UTC. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PayoutsController_own: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutPage"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PayoutsController_reviews: {
        parameters: {
            query?: never;
            header?: {
                /** @description Why the platform’s people look at money of others; kept in the log that its owner sees. */
                "X-Reason"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutReviewList"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PayoutsController_open: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPayoutReview"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutReview"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PayoutsController_close: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id with prefix rev_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SettlementController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementContracts"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SettlementController_claim: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimState"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SettlementController_send: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewClaim"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayedClaim"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SettlementController_statement: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutStatement"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SettlementController_relayed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id with prefix ctx_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayedClaim"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SettlementController_root: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id with prefix po_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutRunRoot"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SettlementController_reconciliation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reconciliation"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SettlerController_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settler"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SettlerController_offerAdmission: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAdmission"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdmissionToSign"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SettlerController_admitCaller: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSignedAdmission"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Relayed"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SettlerController_offer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSale"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SaleToSign"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SettlerController_settle: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSignedSale"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Relayed"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SettlerController_withdraw: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayedWithdrawals"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SettlerController_relayed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id with prefix ctx_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Relayed"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    TestDepositsController_deposit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTestDeposit"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestDeposit"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignsController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignPage"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignsController_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCampaign"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignsController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id with prefix cmp_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignsController_activate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id with prefix cmp_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignsController_pause: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id with prefix cmp_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Campaign"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignsController_creatives: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id with prefix cmp_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreativeList"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignsController_addOne: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id with prefix cmp_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCreative"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Creative"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignsController_report: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
                limit?: number;
            };
            header?: never;
            path: {
                /** @description Id with prefix cmp_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdReport"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignsController_charges: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id with prefix cmp_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdChargePage"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CampaignSearchController_find: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description All of these words, in the name or the creatives. */
                q?: string;
                state?: "draft" | "active" | "paused";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignPage"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AdEarningsController_earnings: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdEarningPage"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AdEarningsController_receipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id with prefix en_. */
                entry: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdReceiptBundle"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AuctionsController_proof: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id with prefix auc_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuctionProof"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CreativesController_waiting: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreativeList"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    CreativesController_decide: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id with prefix cr_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreativeDecision"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Creative"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    WebhookEndpointsController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointList"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    WebhookEndpointsController_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhookEndpoint"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedWebhookEndpoint"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    WebhookEndpointsController_rotate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id with prefix whe_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RotatedWebhookSecret"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    WebhookEndpointsController_disable: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id with prefix whe_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    WebhookEndpointsController_enable: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id with prefix whe_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    WebhookDeliveriesController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description Id with prefix whe_. */
                endpoint?: string;
                /** @description stopped: its endpoint was disabled before it got through. */
                state?: "waiting" | "delivered" | "failed" | "stopped";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryPage"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    WebhookDeliveriesController_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id with prefix whd_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryWithLog"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    WebhookDeliveriesController_replay: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id with prefix whd_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryWithLog"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PostsController_list: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description Id with prefix org_. */
                author?: string;
                /** @description Id with prefix org_. */
                merchant?: string;
                sku?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostPage"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PostsController_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPost"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Post"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PostsController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id with prefix post_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Post"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PostsController_set: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id with prefix post_. */
                id: string;
                kind: "like" | "save";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PostsController_unset: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id with prefix post_. */
                id: string;
                kind: "like" | "save";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PostsController_listComments: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description Id with prefix org_. */
                author?: string;
                /** @description Id with prefix org_. */
                merchant?: string;
                sku?: string;
            };
            header?: never;
            path: {
                /** @description Id with prefix post_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentPage"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PostsController_comment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id with prefix post_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewComment"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comment"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    PostsController_reportIt: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id with prefix post_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReport"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AuthorsController_start: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id with prefix org_. */
                author: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AuthorsController_stop: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id with prefix org_. */
                author: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AuthorsController_upload: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Media"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    AuthorsController_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reputation"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ModerationController_queue: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModerationQueue"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ModerationController_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id with prefix case_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModerationCaseFile"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ModerationController_claim: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id with prefix case_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModerationCase"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ModerationController_decide: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id with prefix case_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDecision"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModerationCaseFile"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ModerationController_appeal: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id with prefix case_. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAppeal"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FeedController_read: {
        parameters: {
            query?: {
                limit?: number;
                /** @description Whether ads may be chosen by what the reader liked. Never with Sec-GPC: 1. */
                personal_ads?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Feed"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    FeedController_act: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request: sent again with the same content, it gets the first answer and changes nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewFeedActions"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SearchController_products: {
        parameters: {
            query?: {
                /** @description All of these words; the newest where it is missing. */
                q?: string;
                category?: string;
                /** @description Id with prefix org_. */
                merchant?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductSearch"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    SearchController_explore: {
        parameters: {
            query?: {
                /** @description All of these words; the newest where it is missing. */
                q?: string;
                category?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Explore"];
                };
            };
            /** @description A refusal. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
