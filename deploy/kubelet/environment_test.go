package main

import "testing"

func TestVariablesAreExpanded(t *testing.T) {
	env := []string{"A=1", "B=two", "A=3"}
	for text, expected := range map[string]string{
		"$(A) $(B)": "3 two",
		"$$(A)":     "$(A)",
		"$(NONE)":   "$(NONE)",
		"$A $":      "$A $",
	} {
		if found := expand(text, env); found != expected {
			t.Errorf("%s: %s", text, found)
		}
	}
}
