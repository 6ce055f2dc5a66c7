import {
  BOOKINGS,
  COURSES,
  DEVICES,
  GOODS,
  many,
  mass,
  one,
  PLANS,
  type Product,
  productGroup,
} from './product.ts';

/** Home, garden, pets, food, fashion, shopping and cars. */
export const LIVING_PRODUCTS: readonly Product[] = [
  ...productGroup({ category: 'Home', act: 'buy', benefits: GOODS, gifts: ['cushion cover', 'care kit'] }, [
    one('cotton bedding set', 'value', 'Home', 'for fresh, cool nights'),
    one('storage basket set', 'value', 'Home,Shopping', 'for tidy shelves'),
    one('air fryer', 'mid', 'Home,Food', 'for crisp dinners in minutes', { benefits: DEVICES }),
    one('smart thermostat', 'mid', 'Home,Technology', 'for warm rooms and lower bills', {
      benefits: DEVICES,
    }),
    one('standing desk', 'mid', 'Home,Technology', 'for better days working from home'),
    one('house cleaning visit', 'mid', 'Home', 'for a free Saturday', {
      act: 'book',
      benefits: ['percentOff', 'moneyOff', 'cashback', 'points', 'feeWaiver'],
      fee: 'booking fee',
    }),
    one('robot vacuum', 'premium', 'Home,Technology', 'for floors that clean themselves', {
      benefits: DEVICES,
    }),
    one('memory foam mattress', 'premium', 'Home,Wellness', 'for better sleep'),
    one('modular sofa', 'premium', 'Home', 'for long movie nights'),
  ]),
  ...productGroup(
    { category: 'Garden', act: 'buy', benefits: GOODS, gifts: ['seed packet', 'plant mister'] },
    [
      one('garden tool set', 'value', 'Gardening', 'for weekend planting'),
      one('herb garden kit', 'value', 'Gardening,Food', 'for fresh flavors on the windowsill'),
      one('raised bed kit', 'mid', 'Gardening', 'for vegetables of your own'),
      one('rose collection', 'mid', 'Gardening', 'for summers full of color'),
      one('patio furniture set', 'premium', 'Gardening,Home', 'for dinners outdoors'),
      one('robotic lawn mower', 'premium', 'Gardening,Technology', 'for a lawn that looks after itself', {
        benefits: DEVICES,
      }),
      one('glass greenhouse', 'premium', 'Gardening', 'for growing all year round'),
    ],
  ),
  ...productGroup({ category: 'Pets', act: 'buy', benefits: GOODS, gifts: ['chew toy', 'treat bag'] }, [
    one('cat toy bundle', 'value', 'Pets', 'for busy paws'),
    one('pet grooming kit', 'value', 'Pets', 'for shiny coats at home'),
    one('cat tree', 'mid', 'Pets', 'for climbing and napping'),
    many('puppy training classes', 'mid', 'Pets', 'for good manners from the start', {
      act: 'enroll',
      benefits: COURSES,
      fee: 'enrollment fee',
    }),
    one('fresh pet food plan', 'mid', 'Pets', 'for healthy bowls every day', {
      act: 'subscribe',
      benefits: PLANS,
      fee: 'delivery fee',
    }),
    mass('pet insurance', 'mid', 'Pets', 'for surprise vet bills', {
      act: 'insure',
      benefits: ['percentOff', 'cashback', 'freeMonths', 'priceLock'],
    }),
    one('pet camera', 'premium', 'Pets', 'for checking in from work', { benefits: DEVICES }),
    one('orthopedic dog bed', 'premium', 'Pets', 'for older joints'),
  ]),
  ...productGroup(
    { category: 'Food at home', act: 'buy', benefits: GOODS, gifts: ['recipe card set', 'tasting sampler'] },
    [
      one('family grocery basket', 'value', 'Food,Shopping', 'for a week of easy meals'),
      one('spice collection', 'value', 'Food', 'for brighter weeknight cooking'),
      one('specialty coffee subscription', 'mid', 'Food', 'for a better first cup', {
        act: 'subscribe',
        benefits: [...PLANS, 'gift'],
        fee: 'delivery fee',
      }),
      one('meal kit plan', 'mid', 'Food,Home', 'for dinner without the planning', {
        act: 'subscribe',
        benefits: PLANS,
        fee: 'delivery fee',
      }),
      one('organic produce box', 'mid', 'Food,Wellness', 'for fruit and greens in season', {
        act: 'subscribe',
        benefits: PLANS,
        fee: 'delivery fee',
      }),
      one('chef knife set', 'premium', 'Food,Home', 'for clean, quick cuts'),
      one('espresso machine', 'premium', 'Food,Home', 'for cafe coffee at home', { benefits: DEVICES }),
    ],
  ),
  ...productGroup(
    {
      category: 'Dining',
      act: 'book',
      benefits: ['percentOff', 'moneyOff', 'cashback', 'points', 'pointsMultiplier', 'gift'],
      gifts: ['dessert', 'welcome drink'],
    },
    [
      one('street food tour', 'value', 'Food,Travel', 'for a city seen through its snacks', {
        benefits: ['percentOff', 'moneyOff', 'cashback', 'points', 'twoForOne', 'gift'],
      }),
      one('neighborhood brunch', 'value', 'Food', 'for slow Sunday mornings', {
        benefits: ['percentOff', 'moneyOff', 'cashback', 'points', 'twoForOne', 'gift'],
      }),
      one('pasta cooking class', 'mid', 'Food,Learning', 'for fresh dough from scratch'),
      one('wine tasting evening', 'mid', 'Food,Entertainment', 'for discovering new bottles'),
      one('tasting menu dinner', 'premium', 'Food', 'for a night to remember'),
      one('private chef dinner', 'premium', 'Food,Home', 'for fine dining at your own table'),
    ],
  ),
  ...productGroup(
    { category: 'Fashion', act: 'buy', benefits: GOODS, gifts: ['garment bag', 'silk pouch'] },
    [
      one('wardrobe basics bundle', 'value', 'Fashion,Shopping', 'for outfits that always work'),
      one('canvas tote bag', 'value', 'Fashion,Shopping', 'for errands in style'),
      one('denim jacket', 'mid', 'Fashion', 'for every season'),
      many('leather sneakers', 'mid', 'Fashion', 'for dressing up or down'),
      one('clothing rental plan', 'mid', 'Fashion,Shopping', 'for a closet that keeps changing', {
        act: 'subscribe',
        benefits: PLANS,
        fee: 'joining fee',
      }),
      one('cashmere sweater', 'premium', 'Fashion', 'for soft, light warmth'),
      one('tailored suit', 'premium', 'Fashion', 'for a perfect fit'),
      one('designer handbag', 'premium', 'Fashion,Shopping', 'for the finishing touch'),
      one('personal styling session', 'premium', 'Fashion,Beauty', 'for a look that is all yours', {
        act: 'book',
        benefits: ['percentOff', 'moneyOff', 'cashback', 'points', 'gift'],
      }),
    ],
  ),
  ...productGroup(
    {
      category: 'Shopping',
      act: 'join',
      benefits: ['percentOff', 'cashback', 'points', 'freeMonths', 'trial', 'feeWaiver', 'gift'],
      gifts: ['shopping tote'],
      fee: 'membership fee',
    },
    [
      one('warehouse club membership', 'value', 'Shopping,Food', 'for bulk buys at low prices'),
      one('grocery delivery pass', 'value', 'Shopping,Food', 'for full shelves without the trip'),
      one('fast shipping membership', 'mid', 'Shopping,Technology', 'for parcels that arrive sooner'),
      one('online shopping order', 'mid', 'Shopping', 'for everything on your list', {
        act: 'place',
        benefits: [
          'percentOff',
          'moneyOff',
          'cashback',
          'points',
          'pointsMultiplier',
          'voucher',
          'freeDelivery',
          'installments',
        ],
      }),
      one('outlet fashion order', 'value', 'Shopping,Fashion', 'for big brands at small prices', {
        act: 'place',
        benefits: ['percentOff', 'moneyOff', 'cashback', 'points', 'voucher'],
      }),
      one('personal shopper session', 'premium', 'Shopping,Fashion', 'for finding exactly the right thing', {
        act: 'book',
        benefits: ['percentOff', 'moneyOff', 'cashback', 'points', 'gift'],
      }),
      one(
        'department store gold membership',
        'premium',
        'Shopping,Fashion',
        'for first pick of every season',
      ),
    ],
  ),
  ...productGroup(
    { category: 'Car gear', act: 'buy', benefits: GOODS, gifts: ['air freshener', 'phone mount'] },
    [
      one('car cleaning kit', 'value', 'Cars', 'for a showroom shine'),
      one('seat cover set', 'value', 'Cars', 'for clean seats on long drives'),
      one('dash cam', 'mid', 'Cars,Technology', 'for peace of mind on the road', { benefits: DEVICES }),
      one('all-season tire set', 'mid', 'Cars', 'for grip in every weather'),
      one('home EV charger', 'premium', 'Cars,Technology', 'for a full battery by morning', {
        benefits: DEVICES,
      }),
    ],
  ),
  ...productGroup(
    {
      category: 'Car services',
      act: 'book',
      benefits: BOOKINGS.filter((kind) => kind !== 'upgrade'),
      gifts: ['car wash', 'safety check'],
      fee: 'booking fee',
    },
    [
      one('car wash plan', 'value', 'Cars', 'for a clean car every week', {
        act: 'subscribe',
        benefits: PLANS,
        fee: 'joining fee',
      }),
      one('oil change package', 'value', 'Cars', 'for an engine that keeps going'),
      one('roadside assistance plan', 'mid', 'Cars,Travel', 'for help wherever you stop', {
        act: 'subscribe',
        benefits: PLANS,
        fee: 'joining fee',
      }),
      mass('car insurance', 'mid', 'Cars', 'for cover that fits your driving', {
        act: 'insure',
        benefits: ['percentOff', 'cashback', 'freeMonths', 'priceLock'],
      }),
      one('full detailing service', 'premium', 'Cars', 'for that new-car feeling'),
      one('track driving day', 'premium', 'Cars,Sports', 'for real speed in safe hands'),
    ],
  ),
];
