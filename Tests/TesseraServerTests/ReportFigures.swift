extension ReportEndpointTests.Expected {
    /// What the reports say of the trade of ``ServerScene/trade()``.
    static let all: [ReportEndpointTests.Expected] = [
        of(
            "liability",
            #"[{"breakage":{"amount":0,"currency":"EUR"},"breakage_rate":null,"days_"#
                + #"0_30":{"amount":5000,"currency":"EUR"},"days_31_90":{"amount":0,"curre"#
                + #"ncy":"EUR"},"days_91_365":{"amount":0,"currency":"EUR"},"days_over_365"#
                + #"":{"amount":0,"currency":"EUR"},"not_dated":{"amount":0,"currency":"EU"#
                + #"R"},"of":"EUR","outstanding":{"amount":5000,"currency":"EUR"},"owed_by"#
                + #"_members":{"amount":0,"currency":"EUR"},"pending":{"amount":0,"currenc"#
                + #"y":"EUR"}},{"breakage":0,"breakage_rate":null,"days_0_30":1,"days_31_9"#
                + #"0":0,"days_91_365":0,"days_over_365":0,"not_dated":0,"of":"points","ou"#
                + #"tstanding":1,"owed_by_members":0,"pending":0}]"#),
        of(
            "expiry",
            #"[{"amount":{"amount":5000,"currency":"EUR"},"month":"2029-11","of":"EU"#
                + #"R","pieces":1},{"amount":1,"month":"never","of":"points","pieces":1}]"#),
        of(
            "redemptions",
            #"[{"amount":{"amount":0,"currency":"EUR"},"currency":"EUR","day":"2026-"#
                + #"12-01","issued":1,"rate":0.00,"redeemed":0,"uses":0}]"#),
        of(
            "redemptions?by=campaign&campaign=stamps",
            #"[]"#),
        of(
            "batches?batch=HN-03:flyer:1500&batch=XX:card:0",
            #"[{"batch":"HN-03","channel":"flyer","cost":{"amount":1500,"currency":""#
                + #"EUR"},"cost_per_new_member":null,"cost_per_redemption":null,"issued":0"#
                + #","new_members":0,"rate":null,"redeemed":0},{"batch":"XX","channel":"ca"#
                + #"rd","cost":{"amount":0,"currency":"EUR"},"cost_per_new_member":null,"c"#
                + #"ost_per_redemption":null,"issued":0,"new_members":0,"rate":null,"redee"#
                + #"med":0}]"#),
        of(
            "campaign?campaign=stamps",
            #"[{"campaign":"stamps","cost":{"amount":0,"currency":"EUR"},"cost_per_n"#
                + #"ew_member":null,"cost_per_use":{"amount":0,"currency":"EUR"},"discount"#
                + #"s":{"amount":0,"currency":"EUR"},"gifts_issued":{"amount":0,"currency""#
                + #":"EUR"},"gifts_redeemed":{"amount":0,"currency":"EUR"},"members":1,"ne"#
                + #"w_members":0,"uses":1}]"#),
        of(
            "diversity",
            #"[{"amount":0,"coupon":0,"draw":2,"fixed_price":0,"free_item":0,"gift":"#
                + #"0,"kinds":3,"level":0,"message":1,"multiplier":0,"other_discount":0,"p"#
                + #"ercent":0,"quarter":"2026-Q4","right":0,"units":1,"waiver":0}]"#),
        of(
            "tiers?ladder=tier",
            #"[{"level_gold":0,"level_new":2,"members":2,"no_level":0,"on":"2026-12-"#
                + #"01"}]"#),
        of(
            "lifecycle",
            #"[{"from":"new","members":0,"stayed":null,"to_gold":0,"to_new":0},{"fro"#
                + #"m":"gold","members":0,"stayed":null,"to_gold":0,"to_new":0},{"from":"("#
                + #"joined since)","members":2,"stayed":null,"to_gold":0,"to_new":2}]"#),
        of(
            "cohorts?months=2",
            #"[{"cohort":"2026-12","members":2,"month_0":100.00,"month_1":null,"month_2"#
                + #"":null,"value_12_months":null}]"#),
        of(
            "referrals",
            #"[]"#),
        of(
            "nps?since=2026-12-01",
            #"[{"answers":2,"channel":"mail","detractors":1,"passives":0,"promoters""#
                + #":1,"score":0.00}]"#),
        of(
            "response",
            #"[{"about_a_purchase":0,"answers":2,"channel":"mail","median_minutes":n"#
                + #"ull}]"#),
        of(
            "cases?until=2026-12-03",
            #"[{"closed_in_time":0,"closed_late":0,"closed_loop_rate":null,"kind":"c"#
                + #"omplaint","open":1,"opened":1,"overdue":0}]"#),
        of("uplift?within=20", "[]"), of("rfm", "[]"), of("silent?every=15&late=200", "[]"),
        of("redemptions?by=label&since=2026-12-02", "[]"),
        of(
            "tax?vat_basis_points=900",
            #"[{"discounts":null,"goods":{"amount":3100,"currency":"EUR"},"issued""#
                + #":null,"net":{"amount":2844,"currency":"EUR"},"paid_with":null,"tax_c"#
                + #"lass":"goods","taxed":{"amount":3100,"currency":"EUR"},"vat":{"amoun"#
                + #"t":256,"currency":"EUR"}},{"discounts":{"amount":0,"currency":"EUR"}"#
                + #","goods":null,"issued":{"amount":0,"currency":"EUR"},"net":{"amount""#
                + #":0,"currency":"EUR"},"paid_with":{"amount":0,"currency":"EUR"},"tax_"#
                + #"class":"single_purpose","taxed":{"amount":0,"currency":"EUR"},"vat":"#
                + #"{"amount":0,"currency":"EUR"}},{"discounts":{"amount":0,"currency":""#
                + #"EUR"},"goods":null,"issued":{"amount":5000,"currency":"EUR"},"net":{"#
                + #""amount":0,"currency":"EUR"},"paid_with":{"amount":0,"currency":"EUR"#
                + #""},"tax_class":"multi_purpose","taxed":{"amount":0,"currency":"EUR"}"#
                + #","vat":{"amount":0,"currency":"EUR"}},{"discounts":{"amount":0,"curr"#
                + #"ency":"EUR"},"goods":null,"issued":{"amount":0,"currency":"EUR"},"ne"#
                + #"t":{"amount":0,"currency":"EUR"},"paid_with":{"amount":0,"currency":"#
                + #""EUR"},"tax_class":"discount","taxed":{"amount":0,"currency":"EUR"},"#
                + #""vat":{"amount":0,"currency":"EUR"}},{"discounts":{"amount":0,"curre"#
                + #"ncy":"EUR"},"goods":null,"issued":{"amount":0,"currency":"EUR"},"net"#
                + #"":{"amount":0,"currency":"EUR"},"paid_with":{"amount":0,"currency":""#
                + #"EUR"},"tax_class":"none","taxed":{"amount":0,"currency":"EUR"},"vat""#
                + #":{"amount":0,"currency":"EUR"}}]"#),
        of(
            "costs",
            #"[{"count":2,"each":{"amount":0,"currency":"EUR"},"figure":"per membe"#
                + #"r won","high":null,"low":null,"percent":null,"total":{"amount":0,"cu"#
                + #"rrency":"EUR"}},{"count":0,"each":null,"figure":"per member kept","h"#
                + #"igh":null,"low":null,"percent":null,"total":{"amount":0,"currency":""#
                + #"EUR"}},{"count":null,"each":null,"figure":"won to kept","high":null,"#
                + #""low":null,"percent":null,"total":null},{"count":2,"each":{"amount":"#
                + #"1550,"currency":"EUR"},"figure":"first purchases","high":null,"low":"#
                + #"null,"percent":null,"total":{"amount":3100,"currency":"EUR"}},{"coun"#
                + #"t":0,"each":null,"figure":"later purchases","high":null,"low":null,""#
                + #"percent":null,"total":{"amount":0,"currency":"EUR"}},{"count":null,""#
                + #"each":null,"figure":"later over first","high":null,"low":null,"perce"#
                + #"nt":null,"total":null}]"#),
        of(
            "priorities",
            #"[{"due":"2026-12-03T12:00:00Z","hours_waiting":0,"member":"mem_0","o"#
                + #"verdue":"no","priority":1,"rank":1,"value":null,"why":"answered 3 of"#
                + #" 10 by mail on 2026-12-01; case complaint open 0 h"}]"#),
    ]

    private static func of(_ path: String, _ rows: String) -> ReportEndpointTests.Expected {
        ReportEndpointTests.Expected(path: path, rows: rows)
    }
}
