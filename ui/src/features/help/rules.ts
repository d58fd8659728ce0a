/** How a verdict is reached, in the order in which the rules are asked. */
export interface Rule {
  title: string;
  text: string;
}

export const RULES: Rule[] = [
  {
    title: "Is enough known?",
    text: "Users, endpoints, support staff, the frameworks in force and the hours to be covered have nothing that stands in for them. While one of them is unknown, or an unknown decides which options are eligible, the answer is: not yet. Above 500 users it also asks for a quote.",
  },
  {
    title: "Is there a need?",
    text: "Staff ratio, compliance exposure, transformation velocity and fully loaded cost are held against their limits. With none crossed and none unknown, the answer is to stay as you are, unless an option still passes the two rules that follow. Near is not crossed, but the answer then only shows a direction.",
  },
  {
    title: "Who leads?",
    text: "Of the options that meet the required scope and pass the gates, the one with the lowest present value of direct cost leads. If Today meets the scope, the leader has to save more than a hurdle: a tenth of the personnel cost of building it in-house, or a stated sum if that is less.",
  },
  {
    title: "Does the lead hold?",
    text: "Trials draw all inputs together from their ranges, the same draws for every option. If the leader costs less than the next option in at least 80 % of them, and leads by mean as by likely values, it is recommended. If not, it is too close to call, and what to ask next is named.",
  },
  {
    title: "How far does it carry?",
    text: "Decision-grade needs users, endpoints, support staff and pay from your own data, a real quote for the recommended option, a register for each obligation, less than 30 % of the money on guesses, and data no older than twelve months. Otherwise the answer is directional.",
  },
];

export const NEUTRAL =
  "Every option is priced with the same lines, the same timing and the same escalation, the cost of moving and of undoing included. What is not known is a range, never zero. The case against the answer stands beside it.";
