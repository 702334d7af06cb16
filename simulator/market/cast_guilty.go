package market

// networkParts are the people of one network; its drivers come beside them, one
// a leg. The roles are those of published reports: organiser, advertiser,
// booking desk, collector, driver hired for the road.
var networkParts = []part{
	{slot: "organiser", role: "organiser", guilty: true, profile: true, wallet: true},
	{slot: "admin", role: "channel-admin", guilty: true, profile: true},
	{
		slot: "broker", role: "booking-broker", guilty: true, called: "Ask {A} {N}", bio: "I answer every message, day and night.",
		account: true, profile: true, phone: true, seller: "travel", wallet: true,
		kinds: []string{"list", "recall", "list", "life"}, posts: 16, scenes: []string{"flyer"}, life: 12, pull: 10,
	},
	{slot: "collector", role: "collector", guilty: true, profile: true},
}

// driverPart is a driver of a network.
var driverPart = part{
	slot: "driver", role: "driver", guilty: true, called: "{A} {N} Wheels", bio: "Driver. Long roads, clean vehicles.",
	account: true, profile: true, wallet: true, shows: "Fuel",
	kinds: []string{"vehicle", "life", "vehicle", "life", "life"}, posts: 10, scenes: []string{"van", "road"}, life: 22, pull: 5,
}

// supplierParts are those who sell to several networks.
var supplierParts = []part{
	{
		slot: "advertiser", role: "advertiser", guilty: true, called: "{A} {N} Daily", bio: "We bring your words to people.",
		account: true, profile: true, wallet: true, shows: "Payments",
		kinds: []string{"spread", "life", "spread"}, posts: 9, scenes: []string{"flyer"}, life: 20, pull: 60,
	},
	{
		slot: "guarantor", role: "payment-guarantor", guilty: true, called: "{A} {N} Keeper", bio: "I keep it until both are content.",
		account: true, profile: true, wallet: true, slots: 6, shows: "Safe",
		kinds: []string{"keeper", "life", "keeper", "life"}, posts: 12, scenes: []string{"document"}, life: 8, pull: 20,
	},
	{
		slot: "forger", role: "document-shop", guilty: true, called: "{A} {N} Papers", bio: "Papers on order. Samples on request.",
		account: true, profile: true, seller: "documents", phone: true, wallet: true, slots: 4, shows: "Orders",
		kinds: []string{"papers", "life", "papers"}, posts: 14, scenes: []string{"document"}, life: 8, pull: 15,
	},
	{slot: "names", role: "name-renter", guilty: true, profile: true, wallet: true},
	{
		slot: "launderer", role: "launderer", guilty: true, called: "{A} {N} Mobile Repairs", bio: "Phones bought, sold, repaired.",
		account: true, wallet: true, slots: 2, kinds: []string{"repairs", "life"}, posts: 10, scenes: []string{"office"}, life: 6, pull: 8,
	},
	{
		slot: "botmaker", role: "bot-maker", guilty: true, called: "{A} {N} Codes", bio: "Small programs for busy people.",
		account: true, profile: true, wallet: true, kinds: []string{"bots", "life"}, posts: 8, life: 14, pull: 9,
	},
	{slot: "b1", role: "hawaladar", guilty: true, phone: true, wallet: true},
	{slot: "b2", role: "hawaladar", guilty: true, phone: true, wallet: true},
}
