import type { BenefitKind } from './benefits.ts';
import { COURSES, many, mass, one, PLANS, type Product, productGroup } from './product.ts';

const ACCOUNT: readonly BenefitKind[] = ['welcomeBonus', 'rateBonus', 'feeWaiver'];
const CARD: readonly BenefitKind[] = ['welcomeBonus', 'cashback', 'points', 'pointsMultiplier', 'feeWaiver'];
const ADVICE: readonly BenefitKind[] = ['consultation', 'feeWaiver', 'percentOff'];

/** Banking, investing, advice and cover: the products that serve financial goals by their nature. */
export const MONEY_PRODUCTS: readonly Product[] = [
  ...productGroup({ category: 'Accounts', act: 'open', benefits: ACCOUNT, fee: 'monthly fee' }, [
    one('no-minimum savings account', 'value', 'Finance', 'for setting a little aside each week', {
      goals: ['Savings', 'Emergency Fund', 'Vacation Fund'],
    }),
    one('rainy-day account', 'value', 'Finance', 'for the bills nobody expects', {
      goals: ['Emergency Fund', 'Savings'],
    }),
    one('high-yield savings account', 'mid', 'Finance', 'for money that earns while it waits', {
      goals: ['Savings', 'Emergency Fund', 'Home Purchase', 'Vacation Fund'],
    }),
    one('first-home savings account', 'mid', 'Finance', 'for a place of your own', {
      goals: ['Home Purchase'],
    }),
    one('college savings plan', 'mid', 'Finance', 'for tuition without the stress', { goals: ['Education'] }),
    one('business checking account', 'mid', 'Finance', 'for keeping work money separate', {
      goals: ['Starting a Business'],
    }),
    one('private banking account', 'premium', 'Finance', 'for a banker who knows you', {
      goals: ['Wealth Growth', 'Retirement Planning'],
    }),
    one('vacation club account', 'value', 'Finance,Travel', 'for putting travel money aside', {
      goals: ['Vacation Fund', 'Savings'],
    }),
    one('tuition account', 'value', 'Finance', 'for a head start on school', { goals: ['Education'] }),
    one('multi-currency account', 'mid', 'Finance,Travel', 'for spending like a local', {
      goals: ['Vacation Fund'],
    }),
    one('money market account', 'premium', 'Finance', 'for large balances that earn', {
      goals: ['Savings', 'Wealth Growth', 'Emergency Fund'],
    }),
  ]),
  ...productGroup({ category: 'Investing', act: 'hire', benefits: ADVICE, fee: 'setup fee' }, [
    one('micro-investing app', 'value', 'Finance,Technology', 'for putting spare change to work', {
      goals: ['Wealth Growth', 'Savings'],
      benefits: ['feeWaiver', 'trial', 'percentOff', 'welcomeBonus'],
      act: 'subscribe',
    }),
    one('index fund plan', 'value', 'Finance', 'for steady, low-cost investing', {
      goals: ['Wealth Growth', 'Retirement Planning'],
      benefits: ['feeWaiver', 'welcomeBonus', 'consultation'],
    }),
    many('investment planning services', 'mid', 'Finance', 'for a clear path forward', {
      goals: ['Wealth Growth', 'Retirement Planning', 'Savings'],
    }),
    one('robo-advisor portfolio', 'mid', 'Finance,Technology', 'for hands-off investing', {
      goals: ['Wealth Growth', 'Retirement Planning'],
      benefits: ['feeWaiver', 'welcomeBonus', 'percentOff'],
      act: 'open',
    }),
    one('individual retirement account', 'mid', 'Finance', 'for the years after work', {
      goals: ['Retirement Planning', 'Wealth Growth'],
      benefits: ['welcomeBonus', 'feeWaiver', 'consultation'],
      act: 'open',
    }),
    one('wealth management service', 'premium', 'Finance', 'for investments watched every day', {
      goals: ['Wealth Growth', 'Retirement Planning'],
    }),
    mass('estate and tax planning', 'premium', 'Finance', 'for passing more on to your family', {
      goals: ['Retirement Planning', 'Wealth Growth'],
    }),
    one('sustainable fund portfolio', 'mid', 'Finance', 'for investing with a conscience', {
      goals: ['Wealth Growth'],
    }),
    one('retirement income plan', 'premium', 'Finance', 'for a paycheck after work ends', {
      goals: ['Retirement Planning'],
    }),
  ]),
  ...productGroup({ category: 'Cards and loans', act: 'apply', benefits: CARD, fee: 'annual fee' }, [
    one('secured starter card', 'value', 'Finance', 'for building credit step by step', {
      goals: ['Debt Reduction', 'Home Purchase'],
      benefits: ['feeWaiver', 'cashback'],
    }),
    one('grocery rewards card', 'value', 'Finance,Food', 'for the weekly shop', { goals: ['Savings'] }),
    one('balance transfer card', 'mid', 'Finance', 'for clearing what you owe sooner', {
      goals: ['Debt Reduction'],
      benefits: ['feeWaiver', 'welcomeBonus'],
    }),
    one('debt consolidation loan', 'mid', 'Finance', 'for one simple monthly payment', {
      goals: ['Debt Reduction'],
      benefits: ['feeWaiver', 'priceLock'],
      fee: 'origination fee',
    }),
    one('travel rewards card', 'mid', 'Finance,Travel', 'for miles on everyday spending', {
      goals: ['Vacation Fund'],
    }),
    one('small business loan', 'mid', 'Finance', 'for getting the doors open', {
      goals: ['Starting a Business'],
      benefits: ['feeWaiver', 'consultation'],
      fee: 'origination fee',
    }),
    one('platinum travel card', 'premium', 'Finance,Travel', 'for lounges and longer trips', {}),
    one('fixed-rate mortgage', 'premium', 'Finance', 'for payments that never change', {
      goals: ['Home Purchase'],
      benefits: ['feeWaiver', 'consultation'],
      fee: 'application fee',
    }),
    one('gas rewards card', 'value', 'Finance,Cars', 'for cheaper fill-ups', { goals: ['Savings'] }),
    one('shopping rewards card', 'value', 'Finance,Shopping', 'for a little back each time', {
      goals: ['Savings'],
    }),
    one('airline miles card', 'mid', 'Finance,Travel', 'for flights earned at checkout', {
      goals: ['Vacation Fund'],
    }),
    one('hotel rewards card', 'mid', 'Finance,Travel', 'for nights earned on groceries', {
      goals: ['Vacation Fund'],
    }),
    one('dining rewards card', 'mid', 'Finance,Food', 'for earning at every table'),
    one('starter home mortgage', 'mid', 'Finance,Home', 'for keys with less up front', {
      goals: ['Home Purchase'],
      benefits: ['feeWaiver', 'consultation'],
      fee: 'application fee',
    }),
    mass('student loan refinancing', 'mid', 'Finance', 'for smaller payments on old tuition', {
      goals: ['Debt Reduction'],
      benefits: ['feeWaiver', 'consultation'],
      fee: 'origination fee',
    }),
  ]),
  ...productGroup({ category: 'Money coaching', act: 'hire', benefits: ADVICE, fee: 'setup fee' }, [
    one('budgeting app plan', 'value', 'Finance,Technology', 'for seeing where it all goes', {
      act: 'subscribe',
      benefits: PLANS,
      goals: ['Savings', 'Debt Reduction', 'Emergency Fund'],
    }),
    one('online tax filing service', 'value', 'Finance', 'for a refund without the paperwork', {
      goals: ['Savings'],
      benefits: ['percentOff', 'moneyOff', 'cashback', 'feeWaiver'],
      fee: 'filing fee',
    }),
    one('personal finance course', 'value', 'Finance,Learning', 'for habits that stick', {
      act: 'enroll',
      benefits: COURSES.filter((kind) => kind !== 'gift'),
      fee: 'enrollment fee',
      goals: ['Savings', 'Debt Reduction', 'Wealth Growth'],
    }),
    mass('debt payoff coaching', 'mid', 'Finance', 'for a plan you can keep', {
      goals: ['Debt Reduction', 'Emergency Fund'],
    }),
    mass('retirement coaching', 'mid', 'Finance', 'for knowing when you can stop', {
      goals: ['Retirement Planning'],
    }),
    mass('home-buyer coaching', 'mid', 'Finance', 'for offers that get accepted', {
      goals: ['Home Purchase'],
    }),
    one('family financial plan', 'premium', 'Finance', 'for every stage ahead', {
      goals: ['Wealth Growth', 'Retirement Planning', 'Education'],
    }),
    one('credit builder plan', 'value', 'Finance', 'for a score that climbs', {
      act: 'subscribe',
      benefits: PLANS,
      goals: ['Debt Reduction', 'Home Purchase'],
    }),
    one('trip budget planner', 'value', 'Finance,Travel', 'for trips that stay affordable', {
      act: 'subscribe',
      benefits: PLANS,
      goals: ['Vacation Fund'],
    }),
    one('college funding plan', 'premium', 'Finance', 'for four years, fully mapped', {
      goals: ['Education'],
    }),
    one('mortgage advice service', 'premium', 'Finance,Home', 'for lenders compared side by side', {
      goals: ['Home Purchase'],
    }),
  ]),
  ...productGroup(
    { category: 'Insurance', act: 'insure', benefits: ['percentOff', 'cashback', 'freeMonths', 'priceLock'] },
    [
      mass('renters insurance', 'value', 'Finance,Home', 'for everything you own', {
        goals: ['Emergency Fund'],
      }),
      mass('term life insurance', 'mid', 'Finance', 'for the people you love', {
        goals: ['Emergency Fund', 'Retirement Planning'],
      }),
      mass('income protection cover', 'mid', 'Finance', 'for months when work has to wait', {
        goals: ['Emergency Fund'],
      }),
      mass('premium health cover', 'premium', 'Finance,Wellness', 'for care on your own terms', {}),
      mass('homeowners insurance', 'mid', 'Finance,Home', 'for storms, leaks and break-ins', {
        goals: ['Home Purchase'],
      }),
    ],
  ),

  ...productGroup({ category: 'Business', act: 'subscribe', benefits: PLANS, fee: 'setup fee' }, [
    one('website builder plan', 'value', 'Technology,Finance', 'for a storefront in one afternoon', {
      goals: ['Starting a Business'],
    }),
    one('invoicing app plan', 'value', 'Finance,Technology', 'for getting paid on time', {
      goals: ['Starting a Business'],
    }),
    one('bookkeeping service', 'mid', 'Finance', 'for books that always balance', {
      goals: ['Starting a Business'],
      act: 'hire',
      benefits: ADVICE,
    }),
    one('coworking membership', 'mid', 'Finance', 'for a desk near other founders', {
      goals: ['Starting a Business'],
      act: 'join',
      fee: 'joining fee',
    }),
    one('startup advisory service', 'premium', 'Finance', 'for sharper pitches to investors', {
      goals: ['Starting a Business'],
      act: 'hire',
      benefits: ADVICE,
    }),
  ]),
];
