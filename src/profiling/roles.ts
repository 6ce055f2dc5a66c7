import { plainName } from '../domain/nearest.ts';
import type { ColumnKind } from './guess-columns.ts';

export const FILE_KINDS = ['customers', 'transactions', 'responses'] as const;
/** What the rows of a file are: one customer, one purchase, or one offer and what became of it. */
export type FileKind = (typeof FILE_KINDS)[number];

export interface RoleRow {
  /** In the interface, beside the column's own name. */
  readonly title: string;
  /** Kinds of files it may stand in. */
  readonly kinds: readonly FileKind[];
  /** Kinds of files that cannot be read without it. */
  readonly required?: readonly FileKind[];
  readonly cells: readonly ColumnKind[];
  /** Whether several columns may have it, each with a label of its own. */
  readonly many?: boolean;
  /** Usual names, without case, blanks and signs. */
  readonly names: readonly string[];
  /** Over the name in words, such as `num web purchases`; a group names the label. */
  readonly pattern?: RegExp;
}

const ALL = FILE_KINDS;
const PEOPLE = ['customers', 'transactions'] as const;
const CUSTOMERS = ['customers'] as const;
const BILLS = ['transactions'] as const;
const NUMBER = ['number', 'boolean'] as const;
const TEXT = ['text', 'number', 'boolean', 'date'] as const;
const FLAG = ['boolean', 'number', 'text'] as const;
const DATE = ['date'] as const;

function names(text: string): readonly string[] {
  return text.split(' ');
}

/** Everything that a column can mean, by its name in the mapping. The deck's column names are among the usual ones. */
export const ROLES = {
  customerId: {
    title: 'customer',
    kinds: ALL,
    required: ALL,
    cells: TEXT,
    names: names(
      'customerid custid custno customerno customernumber customercode customer clientid client userid user uid memberid membershipid memberno membership cardno cardnumber loyaltyid loyaltycard contactid personid shopperid buyerid accountid subscriberid kundennummer kundennr kundeid idclient cliente clientnumber customerkey id',
    ),
  },
  firstName: {
    title: 'first name',
    kinds: PEOPLE,
    cells: TEXT,
    names: names(
      'firstname givenname forename name fullname customername clientname membername vorname prenom nombre',
    ),
  },
  lastName: {
    title: 'last name',
    kinds: PEOPLE,
    cells: TEXT,
    names: names('lastname surname familyname nachname'),
  },
  gender: { title: 'gender', kinds: PEOPLE, cells: TEXT, names: names('gender sex geschlecht genre sexo') },
  dateOfBirth: {
    title: 'date of birth',
    kinds: PEOPLE,
    cells: DATE,
    names: names('dateofbirth dob birthdate birthday birthdt geburtsdatum datenaissance'),
  },
  yearOfBirth: {
    title: 'year of birth',
    kinds: PEOPLE,
    cells: ['number'],
    names: names('yearbirth birthyear yearofbirth yob geburtsjahr'),
  },
  age: { title: 'age in years', kinds: PEOPLE, cells: ['number'], names: names('age ageyears alter edad') },
  monthlyIncome: {
    title: 'income a month',
    kinds: CUSTOMERS,
    cells: ['number'],
    names: names('monthlyincome incomemonthly incomepermonth salary monthlysalary'),
  },
  yearlyIncome: {
    title: 'income a year',
    kinds: CUSTOMERS,
    cells: ['number'],
    names: names(
      'income annualincome yearlyincome householdincome incomeannual incomeperyear annualsalary annualincomek annualincomeusd',
    ),
  },
  loyaltyTier: {
    title: 'loyalty tier',
    kinds: PEOPLE,
    cells: TEXT,
    names: names(
      'loyaltytier tier slab loyaltystatus loyaltylevel loyaltyslab membershiptier membershiplevel membertier customertier tiername level',
    ),
  },
  pointsBalance: {
    title: 'points balance',
    kinds: PEOPLE,
    cells: NUMBER,
    names: names(
      'pointsbalance points loyaltypoints pointbalance availablepoints currentpoints rewardpoints',
    ),
  },
  zone: {
    title: 'zone',
    kinds: PEOPLE,
    cells: TEXT,
    names: names('zone region city area district state country location territory market'),
  },
  enrolledAt: {
    title: 'customer since',
    kinds: PEOPLE,
    cells: DATE,
    names: names(
      'dtcustomer enrolledat enrolledon enrolled enrollmentdate enrolmentdate joindate joinedat joined joinedon signupdate registrationdate registered registeredat createdat customersince membersince accountcreated dateenrolled datejoined firstseen',
    ),
  },
  lastPurchaseAt: {
    title: 'last purchase on',
    kinds: PEOPLE,
    cells: DATE,
    names: names(
      'lasttransactiondate lastpurchasedate lastpurchase lastorderdate lastorder lastvisit lastvisitdate lastseen lastbilldate',
    ),
  },
  recencyDays: {
    title: 'days since the last purchase',
    kinds: CUSTOMERS,
    cells: NUMBER,
    names: names('recency recencydays dayssincelastpurchase dayssincelastorder dayssincelastvisit'),
  },
  purchases: {
    title: 'number of purchases',
    kinds: CUSTOMERS,
    cells: NUMBER,
    names: names(
      'frequency purchases numpurchases numberofpurchases purchasecount orders ordercount numorders numberoforders totalorders totalpurchases transactions transactioncount visits totalvisits billcount',
    ),
  },
  spent: {
    title: 'money spent in all',
    kinds: CUSTOMERS,
    cells: NUMBER,
    names: names(
      'monetary totalspent totalspend spend spending totalamount totalsales totalrevenue lifetimevalue ltv lifetimespend totalpurchaseamount revenue',
    ),
  },
  discountedPurchases: {
    title: 'purchases with a discount',
    kinds: CUSTOMERS,
    cells: NUMBER,
    names: names('numdealspurchases dealpurchases discountedpurchases couponpurchases numcouponpurchases'),
  },
  favouriteCategory: {
    title: 'preferred category',
    kinds: CUSTOMERS,
    cells: TEXT,
    names: names(
      'favouritecategory favoritecategory preferredcategory topcategory productcategorypreference',
    ),
  },
  preferredChannel: {
    title: 'preferred channel',
    kinds: CUSTOMERS,
    cells: TEXT,
    names: names('preferredchannel channelpreference favouritechannel favoritechannel contactchannel'),
  },
  categorySpend: {
    title: 'spent on a category',
    kinds: CUSTOMERS,
    cells: NUMBER,
    many: true,
    names: [],
    pattern: /^(?:mnt|amount|amt|spend|spent|sales)(?: on)? (?!total)([a-z][a-z ]*?)(?: products?| prods?)?$/,
  },
  channelCount: {
    title: 'purchases through a channel',
    kinds: CUSTOMERS,
    cells: NUMBER,
    many: true,
    names: [],
    pattern:
      /^(?:num|number of|nb|count) (?!deals?\b|discounts?\b|coupons?\b|total\b)([a-z][a-z ]*?) (?:purchases|orders)$/,
  },
  response: {
    title: 'accepted an offer',
    kinds: CUSTOMERS,
    cells: ['boolean'],
    many: true,
    names: names('response responded'),
    pattern: /^(?:accepted|response|responded|redeemed|converted) (?:to )?(?:cmp|campaign|offer)? ?(\w+)$/,
  },
  at: {
    title: 'date of the purchase or offer',
    kinds: ['transactions', 'responses'],
    required: BILLS,
    cells: DATE,
    names: names(
      'transactiondate date offeredon offeredat orderdate purchasedate billdate invoicedate saledate transactiontime transactionat orderedat purchasedat datetime timestamp time transdate txndate responsedate sentat respondedat sentdate offerdate day datum fecha',
    ),
  },
  amount: {
    title: 'amount',
    kinds: BILLS,
    required: BILLS,
    cells: NUMBER,
    names: names(
      'billamount amount totalamount amt total price value revenue sales saleamount sale netamount grossamount ordertotal ordervalue orderamount invoicetotal invoiceamount transactionamount transactionvalue txnamount purchaseamount spend subtotal grandtotal paid betrag montant importe',
    ),
  },
  items: {
    title: 'number of items',
    kinds: BILLS,
    cells: NUMBER,
    names: names('items quantity qty numitems itemcount numberofitems units unitssold products'),
  },
  category: {
    title: 'category',
    kinds: BILLS,
    cells: TEXT,
    names: names(
      'category productcategory department productgroup productline productfamily itemcategory producttype',
    ),
  },
  channel: {
    title: 'channel',
    kinds: BILLS,
    cells: TEXT,
    names: names('channel saleschannel orderchannel purchasechannel medium platform'),
  },
  store: {
    title: 'shop',
    kinds: BILLS,
    cells: TEXT,
    names: names('storename store storeid storecode shop shopid branch outlet outletname'),
  },
  discounted: {
    title: 'with a discount',
    kinds: BILLS,
    cells: FLAG,
    names: names(
      'discounted discount discountapplied isdiscounted onsale promo promotion discountamount discountpct',
    ),
  },
  pointsEarned: {
    title: 'points earned',
    kinds: BILLS,
    cells: NUMBER,
    names: names('pointsearned pointsawarded pointsissued earnedpoints'),
  },
  pointsRedeemed: {
    title: 'points redeemed',
    kinds: BILLS,
    cells: NUMBER,
    names: names('pointsredeemed pointsused pointsburned redeemedpoints'),
  },
  couponsIssued: {
    title: 'coupons issued',
    kinds: BILLS,
    cells: NUMBER,
    names: names('totalcouponsissued couponsissued couponissued numcouponsissued'),
  },
  couponsRedeemed: {
    title: 'coupons redeemed',
    kinds: BILLS,
    cells: NUMBER,
    names: names(
      'couponsredeemedinbill couponsredeemed couponredeemed couponsused numcouponsredeemed couponused',
    ),
  },
  billId: {
    title: 'number of the bill',
    kinds: BILLS,
    cells: TEXT,
    names: names(
      'billid billno billnumber orderid orderno ordernumber invoiceid invoiceno invoicenumber invoice transactionid transid txnid receiptid receiptno receipt basketid saleid',
    ),
  },
  currency: {
    title: 'currency',
    kinds: BILLS,
    cells: ['text'],
    names: names('currency currencycode curr iso4217'),
  },
  rewardId: {
    title: 'offer',
    kinds: ['responses'],
    required: ['responses'],
    cells: TEXT,
    names: names(
      'rewardid offerid campaignid couponid couponcode offercode promoid promotionid reward offer campaign coupon rewardcode',
    ),
  },
  accepted: {
    title: 'accepted',
    kinds: ['responses'],
    required: ['responses'],
    cells: FLAG,
    names: names(
      'accepted response responded redeemed converted outcome result status clicked used conversion accept reaction verdict',
    ),
  },
  attribute: { title: 'kept as it is', kinds: PEOPLE, cells: TEXT, many: true, names: [] },
  ignore: { title: 'left out', kinds: ALL, cells: [...TEXT, 'empty'], many: true, names: [] },
} as const satisfies Readonly<Record<string, RoleRow>>;

export type Role = keyof typeof ROLES;
export const ROLE_NAMES = Object.keys(ROLES) as readonly Role[];

export function roleRow(role: Role): RoleRow {
  return ROLES[role];
}

/** Roles that a column of this kind of file can have, in the order of the table. */
export function rolesFor(kind: FileKind): readonly Role[] {
  return ROLE_NAMES.filter((role) => roleRow(role).kinds.includes(kind));
}

const KNOWN_NAMES = new Set(ROLE_NAMES.flatMap((role) => roleRow(role).names));

/** Whether a cell is a usual name of a column in any kind of file. */
export function isKnownName(cell: string): boolean {
  const name = bareName(cell);
  if (KNOWN_NAMES.has(name)) return true;
  return ROLE_NAMES.some((role) => roleRow(role).pattern?.test(inWords(cell)) === true);
}

/** Without case, blanks and signs: `Bill_id` → `billid`. */
export function bareName(name: string): string {
  return plainName(name).replace(/[^\p{L}\p{N}]/gu, '');
}

/** `NumWebPurchases` → `num web purchases`, `AcceptedCmp3` → `accepted cmp 3`. */
export function inWords(name: string): string {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{L})(\p{N})/gu, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
}
