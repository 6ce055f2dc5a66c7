import {
  BOOKINGS,
  COURSES,
  DEVICES,
  ENTRIES,
  GOODS,
  many,
  mass,
  ORDERS,
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
    one('air fryer', 'mid', 'Home,Food', 'for crisp dinners in minutes', {
      benefits: DEVICES,
      gifts: ['recipe card set'],
    }),
    one('smart thermostat', 'mid', 'Home,Technology', 'for warm rooms and lower bills', {
      benefits: DEVICES,
      gifts: ['wall plate'],
    }),
    one('standing desk', 'mid', 'Home,Technology', 'for better days working from home', {
      gifts: ['cable tidy kit'],
    }),
    one('house cleaning visit', 'mid', 'Home', 'for a free Saturday', {
      act: 'book',
      benefits: ['percentOff', 'moneyOff', 'cashback', 'points', 'feeWaiver'],
      fee: 'booking fee',
    }),
    one('robot vacuum', 'premium', 'Home,Technology', 'for floors that clean themselves', {
      benefits: DEVICES,
      gifts: ['care kit'],
    }),
    one('memory foam mattress', 'premium', 'Home,Wellness', 'for better sleep'),
    one('modular sofa', 'premium', 'Home', 'for long movie nights'),
    one('bath towel set', 'value', 'Home', 'for a thicker, softer wrap', { gifts: ['hand towel'] }),
    one('ceramic mug set', 'value', 'Home,Food', 'for a matching coffee shelf', { gifts: ['coaster set'] }),
    one('air purifier', 'mid', 'Home,Wellness', 'for cleaner air indoors', {
      benefits: DEVICES,
      gifts: ['spare filter'],
    }),
    one('dining table set', 'premium', 'Home', 'for eight at once'),
  ]),
  ...productGroup(
    { category: 'Garden', act: 'buy', benefits: GOODS, gifts: ['seed packet', 'plant mister'] },
    [
      one('garden tool set', 'value', 'Gardening', 'for weekend planting'),
      one('herb garden kit', 'value', 'Gardening,Food', 'for fresh flavors on the windowsill'),
      one('raised bed kit', 'mid', 'Gardening', 'for vegetables of your own'),
      one('rose collection', 'mid', 'Gardening', 'for summers full of color'),
      one('patio furniture set', 'premium', 'Gardening,Home', 'for dinners outdoors'),
      one('robotic lawn mower', 'premium', 'Gardening,Technology', 'for grass that looks after itself', {
        benefits: DEVICES,
      }),
      one('glass greenhouse', 'premium', 'Gardening', 'for growing all year round'),
      one('wildflower seed mix', 'value', 'Gardening', 'for bees and butterflies'),
      one('succulent collection', 'value', 'Gardening,Home', 'for green on sunny sills'),
      one('compost bin', 'mid', 'Gardening', 'for rich soil from scraps'),
      one('drip watering kit', 'mid', 'Gardening', 'for tomatoes while you travel'),
      one('cedar pergola', 'premium', 'Gardening,Home', 'for shade over the patio'),
    ],
  ),
  ...productGroup({ category: 'Pets', act: 'buy', benefits: GOODS, gifts: ['chew toy', 'treat bag'] }, [
    one('cat toy bundle', 'value', 'Pets', 'for busy paws', { gifts: ['treat bag'] }),
    one('pet grooming kit', 'value', 'Pets', 'for shiny coats at home'),
    one('cat tree', 'mid', 'Pets', 'for climbing and napping', { gifts: ['treat bag'] }),
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
    one('reflective leash set', 'value', 'Pets,Outdoors', 'for safer evening walks'),
    one('dog treat box', 'value', 'Pets', 'for a wagging tail each month', {
      act: 'subscribe',
      benefits: PLANS,
      fee: 'delivery fee',
    }),
    one('smart pet feeder', 'mid', 'Pets,Technology', 'for dinner right on time', { benefits: DEVICES }),
    one('pet boarding suite', 'premium', 'Pets,Travel', 'for a vacation of their own', {
      act: 'book',
      benefits: ENTRIES,
      fee: 'booking fee',
    }),
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
      one('hot sauce trio', 'value', 'Food', 'for heat on any plate'),
      one('slow cooker', 'mid', 'Food,Home', 'for stews ready at six', { benefits: DEVICES }),
      one('stand mixer', 'premium', 'Food,Home', 'for bread and birthday cakes', { benefits: DEVICES }),
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
      one('cheese tasting evening', 'mid', 'Food,Entertainment', 'for bites worth talking about'),
      one('tasting menu dinner', 'premium', 'Food', 'for a night to remember'),
      one('private chef dinner', 'premium', 'Food,Home', 'for fine dining at your own table'),
      one('weekday lunch special', 'value', 'Food', 'for a proper midday break', {
        benefits: ['percentOff', 'moneyOff', 'cashback', 'points', 'twoForOne', 'gift'],
      }),
      one('sushi counter dinner', 'mid', 'Food', 'for rolls made to order'),
      one('rooftop dinner', 'premium', 'Food,Entertainment', 'for sunset over the skyline'),
      one('supper club membership', 'premium', 'Food', 'for a new kitchen each month', {
        act: 'join',
        benefits: PLANS,
        fee: 'joining fee',
      }),
    ],
  ),
  ...productGroup(
    { category: 'Fashion', act: 'buy', benefits: GOODS, gifts: ['garment bag', 'silk pouch'] },
    [
      one('wardrobe basics bundle', 'value', 'Fashion,Shopping', 'for outfits that always work'),
      one('canvas tote bag', 'value', 'Fashion,Shopping', 'for errands in style'),
      one('denim jacket', 'mid', 'Fashion', 'for every season'),
      many('leather sneakers', 'mid', 'Fashion', 'for dressing up or down', { gifts: ['shoe bag'] }),
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
      one('cotton t-shirt pack', 'value', 'Fashion', 'for easy layers'),
      many('polarized sunglasses', 'value', 'Fashion,Outdoors', 'for bright sidewalks', {
        gifts: ['silk pouch'],
      }),
      one('linen shirt', 'mid', 'Fashion', 'for warm evenings out'),
      many('ankle boots', 'mid', 'Fashion', 'for puddles and parties', { gifts: ['shoe bag'] }),
      one('rain jacket', 'mid', 'Fashion,Outdoors', 'for gray days outside'),
      one('automatic watch', 'premium', 'Fashion', 'for time kept beautifully', { gifts: ['silk pouch'] }),
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
      one('flash sale pass', 'value', 'Shopping', 'for deals before everyone else'),
      one('home goods order', 'mid', 'Shopping,Home', 'for a cart of fresh ideas', {
        act: 'place',
        benefits: ORDERS,
      }),
      one('beauty counter order', 'mid', 'Shopping,Beauty', 'for restocking your favorites', {
        act: 'place',
        benefits: ORDERS,
      }),
      one('designer boutique order', 'premium', 'Shopping,Fashion', 'for pieces worth keeping', {
        act: 'place',
        benefits: ORDERS,
      }),
      one('concierge membership', 'premium', 'Shopping,Travel', 'for anything, found and booked'),
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
        gifts: ['cable hook'],
      }),
      one('trunk organizer', 'value', 'Cars', 'for groceries that stay put'),
      one('car sound system', 'premium', 'Cars,Music', 'for clear music on the road', { benefits: DEVICES }),
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
      one('weekend car rental', 'mid', 'Cars,Travel', 'for leaving town on Friday', { benefits: ENTRIES }),
    ],
  ),

  ...productGroup(
    {
      category: 'Home services',
      act: 'book',
      benefits: BOOKINGS.filter((kind) => kind !== 'upgrade'),
      gifts: ['safety inspection', 'filter change'],
      fee: 'service call fee',
    },
    [
      one('window washing visit', 'value', 'Home', 'for a clearer view'),
      one('handyman hour', 'value', 'Home', 'for the jobs you put off'),
      one('interior painting service', 'mid', 'Home', 'for walls that feel new'),
      one('lawn care plan', 'mid', 'Gardening,Home', 'for thick grass all summer', {
        act: 'subscribe',
        benefits: PLANS,
        fee: 'setup fee',
      }),
      one('home security plan', 'mid', 'Home,Technology', 'for an eye on every door', {
        act: 'subscribe',
        benefits: PLANS,
        fee: 'installation fee',
      }),
      one('interior design package', 'premium', 'Home,Art', 'for rooms that belong together', {
        benefits: ENTRIES,
        fee: 'design fee',
      }),
      one('kitchen remodel', 'premium', 'Home,Food', 'for the heart of the house', {
        benefits: ENTRIES,
        fee: 'design fee',
      }),
    ],
  ),
  ...productGroup(
    { category: 'Gifts', act: 'buy', benefits: GOODS, gifts: ['greeting card', 'ribbon wrap'] },
    [
      one('birthday gift box', 'value', 'Shopping', 'for a surprise by mail'),
      one('fresh flower bouquet', 'mid', 'Shopping,Home', 'for saying it in color'),
      one('gourmet gift basket', 'mid', 'Shopping,Food', 'for hosts who love to cook'),
      one('custom photo album', 'mid', 'Photography,Shopping', 'for a year in pictures'),
      one('engraved keepsake box', 'premium', 'Shopping,Art', 'for treasures passed down'),
      one('gold necklace', 'premium', 'Shopping,Fashion', 'for anniversaries that matter'),
    ],
  ),
];
