// The sections of the office, in the order of the list beside them.

const [office, looking] = [["admin"], ["admin", "auditor"]];

/**
 * Each has `name`, which is its address `#/name` and its word `admin.…`; `roles`, who may open it;
 * and `load`, which gives its module. A module exports `show(main, session, rest)`: it fills `main`
 * for the session's operator, `rest` being the parts of the address behind the name. A `Refusal` or
 * an `Unreachable` that it throws is told in its place. Where `session.role` is `auditor` it shows
 * nothing that would change something.
 */
export const sections = [
  { name: "vouchers", roles: looking, load: () => import("./vouchers.js") },
  { name: "issue", roles: office, load: () => import("./issue.js") },
  { name: "bulk", roles: office, load: () => import("./bulk.js") },
  { name: "members", roles: office, load: () => import("./members.js") },
  { name: "campaigns", roles: looking, load: () => import("./campaigns.js") },
  { name: "cases", roles: office, load: () => import("./cases.js") },
  { name: "reports", roles: looking, load: () => import("./reports.js") },
  { name: "partners", roles: looking, load: () => import("./partners.js") },
  { name: "settlements", roles: looking, load: () => import("./settlements.js") },
  { name: "devices", roles: looking, load: () => import("./devices.js") },
  { name: "access", roles: office, load: () => import("./access.js") },
  { name: "keys", roles: office, load: () => import("./keys.js") },
  { name: "webhooks", roles: office, load: () => import("./webhooks.js") },
  { name: "audit", roles: looking, load: () => import("./audit.js") },
];
